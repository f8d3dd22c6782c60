"""Owners issue tokens for the programs of their institution, see how they are used, and revoke them."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.submissions.api_tokens import NewToken, find_token, issue_token
from catalogue.domain.submissions.vouching import COMMITMENT, COMMITMENT_WORDS
from catalogue.models import ApiToken, Institution
from tests.factories import make_institution
from tests.people import person

ASKED = {"name": "教务系统", "scopes": ["resources:write"], "lasting": "90"}


@pytest.fixture
def school(app: Flask) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江学院")


@pytest.fixture
def owner(client: FlaskClient, school: Institution) -> FlaskClient:
    person(client, institution=school)
    return client


def at(school: Institution) -> str:
    return f"/portal/{school.public_id}/tokens"


def test_a_token_is_shown_once_and_works(owner: FlaskClient, school: Institution) -> None:
    page = owner.post(at(school), data=ASKED).text
    [secret] = set(re.findall(r"gx_[\w-]{43}", page))

    assert find_token(db.session(), secret) is db.session.scalars(select(ApiToken)).one()
    listed = owner.get(at(school)).text
    assert "停用“教务系统”" in page
    assert (secret in listed, secret[:9] in listed, "教务系统" in listed) == (False, True, True)


@pytest.mark.parametrize(("missing", "says"), [("name", "起个名称"), ("scopes", "至少选一项")])
def test_what_is_missing_is_said_and_the_rest_kept(
    owner: FlaskClient, school: Institution, missing: str, says: str
) -> None:
    answer = owner.post(at(school), data={key: value for key, value in ASKED.items() if key != missing})
    assert (answer.status_code, says in answer.text) == (400, True)
    assert 'value="90" checked' in answer.text
    assert db.session.scalars(select(ApiToken)).all() == []


def test_an_unheard_of_scope_is_refused(owner: FlaskClient, school: Institution) -> None:
    assert owner.post(at(school), data={**ASKED, "scopes": ["everything"]}).status_code == 400


def test_a_revoked_token_stays_in_the_list_as_such(owner: FlaskClient, school: Institution) -> None:
    owner.post(at(school), data=ASKED)
    token = db.session.scalars(select(ApiToken)).one()
    assert owner.post(f"{at(school)}/{token.public_id}/revoke").status_code == 303
    assert "已停用" in owner.get(at(school)).text


def test_the_page_says_what_a_program_vouches_for(owner: FlaskClient, school: Institution) -> None:
    page = owner.get(at(school)).text
    assert (COMMITMENT_WORDS in page, f'"commitment": "{COMMITMENT}"' in page.replace("&#34;", '"')) == (True, True)


def test_editors_do_not_see_tokens(client: FlaskClient, school: Institution) -> None:
    person(client, institution=school, member="editor")
    assert (client.get(at(school)).status_code, client.post(at(school), data=ASKED).status_code) == (403, 403)


def test_a_token_is_revoked_under_its_own_institution_only(owner: FlaskClient, school: Institution) -> None:
    with writing() as session:
        other = make_institution(session, name="别家学院")
        token, _ = issue_token(session, other, NewToken("x", ("resources:write",)), by="operator:alice")
        name = token.public_id
    assert owner.post(f"{at(school)}/{name}/revoke").status_code == 404
