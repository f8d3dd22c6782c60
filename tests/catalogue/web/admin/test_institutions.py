"""Institutions at the administrators' pages: found, and corrected with every change recorded."""

import json

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.institutions.providers import find_institution
from catalogue.models import Account, Event, Institution
from tests.factories import make_institution

LIST = "/admin/institutions/"


@pytest.fixture
def institution(administrator: Account) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江学院", slug="gjc", homepage="https://gj.example.cn/")


def facts(**changed: str) -> dict[str, str]:
    kept = {"name": "赣江学院", "slug": "gjc", "kind": "school", "region": "3601", "homepage": "https://gj.example.cn/"}
    return {**kept, **changed}


def again(institution: Institution) -> Institution:
    db.session.rollback()
    return db.session.get_one(Institution, institution.id)


def changes() -> list[tuple[dict[str, str], dict[str, str]]]:
    events = db.session.scalars(select(Event).where(Event.what == "institution.changed"))
    return [(json.loads(event.before), json.loads(event.after)) for event in events]


def test_institutions_are_found_by_name_and_other_names(client: FlaskClient, institution: Institution) -> None:
    client.post(f"{LIST}{institution.public_id}/names", data={"alias": "Gan River College"})
    link = f'href="{LIST}{institution.public_id}"'
    for query in ("", "?q=赣江", "?q=GAN river", "?verified=no"):
        assert link in client.get(LIST + query).text
    assert "没有找到这样的机构" in client.get(f"{LIST}?verified=yes").text


def test_the_facts_are_shown_and_set(client: FlaskClient, institution: Institution) -> None:
    page = client.get(LIST + institution.public_id).text
    assert 'value="gjc"' in page
    assert '<option value="3601" selected>' in page
    changed = facts(name="赣江大学", slug="", kind="research_institute", region="CN", homepage="GJ.example.cn")
    assert client.post(LIST + institution.public_id, data=changed).status_code == 400
    assert client.post(LIST + institution.public_id, data={**changed, "homepage": ""}).status_code == 303
    now = again(institution)
    assert (now.name, now.slug, now.kind, now.region, now.homepage) == (
        "赣江大学",
        None,
        "research_institute",
        "CN",
        "",
    )


def test_only_what_changed_is_recorded(client: FlaskClient, institution: Institution) -> None:
    client.post(LIST + institution.public_id, data=facts())
    assert changes() == []
    client.post(LIST + institution.public_id, data=facts(region="36"))
    assert changes() == [({"region": "3601"}, {"region": "36"})]


def test_after_a_renaming_both_names_mean_it(client: FlaskClient, institution: Institution) -> None:
    client.post(f"{LIST}{institution.public_id}/names", data={"alias": "赣江学院"})
    client.post(LIST + institution.public_id, data=facts(name="赣江大学"))
    for name in ("赣江学院", "赣江大学"):
        assert find_institution(db.session(), name) == again(institution)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "请填写机构名称。"),
        ({"name": "别家学院"}, "“别家学院”已经是“别家学院”的名称或别名。"),
        ({"slug": "other"}, "网址名 other 已经是“别家学院”的"),
        ({"slug": "中文"}, "网址名只用小写字母"),
        ({"slug": "a/b"}, "网址名只用小写字母"),
        ({"kind": "nonsense"}, "field-error"),
        ({"homepage": "javascript:alert(1)"}, "网址须以 http:// 或 https:// 开头"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_changed(
    client: FlaskClient, institution: Institution, changed: dict[str, str], said: str
) -> None:
    with writing() as session:
        make_institution(session, name="别家学院", slug="other")
    answer = client.post(LIST + institution.public_id, data=facts(**changed))
    assert (answer.status_code, said in answer.text) == (400, True)
    assert (again(institution).name, institution.slug, changes()) == ("赣江学院", "gjc", [])


def test_the_address_of_one_cannot_be_anothers_number(client: FlaskClient, institution: Institution) -> None:
    with writing() as session:
        other = make_institution(session, name="别家学院")
    answer = client.post(LIST + institution.public_id, data=facts(slug=other.public_id))
    assert answer.status_code == 400


def test_another_name_is_added_once_and_taken_away(client: FlaskClient, institution: Institution) -> None:
    names = f"{LIST}{institution.public_id}/names"
    assert client.post(names, data={"alias": "赣江书院"}).status_code == 303
    assert client.post(names, data={"alias": "赣江 书院"}).status_code == 400
    assert client.post(f"{names}/remove", data={"key": "赣江书院"}).status_code == 303
    assert find_institution(db.session(), "赣江书院") is None
    assert client.post(f"{names}/remove", data={"key": "赣江书院"}).status_code == 404
    assert changes() == [({"alias": ""}, {"alias": "赣江书院"}), ({"alias": "赣江书院"}, {"alias": ""})]


def test_a_name_that_means_another_is_not_taken_from_it(client: FlaskClient, institution: Institution) -> None:
    with writing() as session:
        other = make_institution(session, name="别家学院")
    client.post(f"{LIST}{other.public_id}/names", data={"alias": "别家书院"})
    answer = client.post(f"{LIST}{institution.public_id}/names", data={"alias": "别家书院"})
    assert (answer.status_code, "已经是“别家学院”的名称或别名" in answer.text) == (400, True)


def test_its_own_name_stays(client: FlaskClient, institution: Institution) -> None:
    names = f"{LIST}{institution.public_id}/names"
    client.post(names, data={"alias": "赣江学院"})
    assert client.post(f"{names}/remove", data={"key": "赣江学院"}).status_code == 400


def test_a_page_nobody_can_open_yet_is_not_linked_to(client: FlaskClient, institution: Institution) -> None:
    page = client.get(f"{LIST}{institution.public_id}").text
    assert "还没有：核实以后，或有内容公开以后才有" in page
    assert 'href="/institutions/gjc"' not in page


def test_the_page_of_a_verified_institution_is_linked_to(client: FlaskClient, administrator: Account) -> None:
    with writing() as session:
        public_id = make_institution(session, slug="verified", verified=True).public_id
    assert 'href="/institutions/verified"' in client.get(f"{LIST}{public_id}").text
