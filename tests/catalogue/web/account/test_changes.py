"""Name, password and address: changed by their owner, who is told of it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.accounts.attempts import FREE, MAILS_AN_HOUR
from catalogue.models import Account, AccountSession
from tests.catalogue.web.account.conftest import ALICE, Enter, link_in
from tests.people import PASSWORD, make_account, sign_in

NEW = "another long pass phrase"
NEW_EMAIL = "alice@museum.example"
Mails = Callable[[str], list[str]]


@pytest.fixture
def signed_in(client: FlaskClient, alice: Account) -> FlaskClient:
    sign_in(client, alice)
    return client


def change(client: FlaskClient, old: str = PASSWORD, new: str = NEW) -> tuple[int, str]:
    answer = client.post("/account/password", data={"old": old, "password": new, "again": new})
    return answer.status_code, answer.text


def ask_for(client: FlaskClient, email: str, password: str = PASSWORD) -> tuple[int, str]:
    answer = client.post("/account/email", data={"email": email, "password": password})
    return answer.status_code, answer.text


def test_a_new_password_takes_the_place_of_the_old(signed_in: FlaskClient, app: Flask, enter: Enter) -> None:
    assert change(signed_in)[0] == 303
    assert (enter(app.test_client()).status_code, enter(app.test_client(), NEW).status_code) == (400, 303)


def test_a_new_password_ends_the_other_sessions_and_not_this_one(
    signed_in: FlaskClient, app: Flask, enter: Enter
) -> None:
    enter(app.test_client())
    assert change(signed_in)[0] == 303
    assert signed_in.get("/account/").status_code == 200
    assert len(db.session.scalars(select(AccountSession)).all()) == 1


def test_the_owner_is_told_of_a_new_password(signed_in: FlaskClient, mails_to: Mails) -> None:
    change(signed_in)
    assert "您的账号换了新密码" in mails_to(ALICE)[-1]


def test_a_new_password_wants_the_old_one(signed_in: FlaskClient) -> None:
    status, page = change(signed_in, old="not the password")
    assert (status, "密码不对，请重新填写" in page) == (400, True)


def test_a_weak_new_password_is_refused(signed_in: FlaskClient) -> None:
    status, page = change(signed_in, new="alice-is-my-name")
    assert (status, "密码里不要有您的邮箱或姓名" in page) == (400, True)


def test_an_open_session_is_no_place_to_guess_the_password(signed_in: FlaskClient) -> None:
    for _ in range(FREE):
        change(signed_in, old="not the password")
    status, page = change(signed_in)
    assert (status, "试的次数太多了" in page) == (400, True)


def test_no_password_stands_in_the_page_that_comes_back(signed_in: FlaskClient) -> None:
    _, page = change(signed_in, old="not the password", new="something to be kept secret")
    assert "something to be kept secret" not in page


def test_a_new_address_counts_once_its_owner_confirms(signed_in: FlaskClient, alice: Account, mails_to: Mails) -> None:
    assert ask_for(signed_in, NEW_EMAIL)[0] == 303
    link = link_in(mails_to(NEW_EMAIL)[0])
    page = signed_in.get(link).text
    assert (NEW_EMAIL in page, f'action="{link}"' in page) == (True, True)
    db.session.refresh(alice)
    assert alice.email == ALICE
    assert signed_in.post(link).status_code == 303
    db.session.refresh(alice)
    assert alice.email == NEW_EMAIL


def test_the_old_address_is_told(signed_in: FlaskClient, mails_to: Mails) -> None:
    ask_for(signed_in, NEW_EMAIL)
    signed_in.post(link_in(mails_to(NEW_EMAIL)[0]))
    assert "改用了另一个登录邮箱" in mails_to(ALICE)[-1]


def test_the_link_of_an_address_works_once(signed_in: FlaskClient, mails_to: Mails) -> None:
    ask_for(signed_in, NEW_EMAIL)
    link = link_in(mails_to(NEW_EMAIL)[0])
    signed_in.post(link)
    again = signed_in.post(link)
    assert (again.status_code, "已经用过" in again.text) == (400, True)


def test_a_new_address_wants_the_password(signed_in: FlaskClient, mails_to: Mails) -> None:
    assert ask_for(signed_in, NEW_EMAIL, "not the password")[0] == 400
    assert mails_to(NEW_EMAIL) == []


def test_who_asks_is_not_told_whose_address_it_is(signed_in: FlaskClient, mails_to: Mails) -> None:
    with writing() as session:
        make_account(session, email="bob@example.cn")
    assert ask_for(signed_in, "bob@example.cn") == ask_for(signed_in, NEW_EMAIL)
    taken = signed_in.post(link_in(mails_to("bob@example.cn")[0]))
    assert (taken.status_code, "已经用在另一个账号上" in taken.text) == (400, True)


def test_the_link_of_one_person_changes_nothing_for_another(signed_in: FlaskClient, mails_to: Mails) -> None:
    ask_for(signed_in, NEW_EMAIL)
    with writing() as session:
        mallory = make_account(session)
    sign_in(signed_in, mallory)
    refused = signed_in.post(link_in(mails_to(NEW_EMAIL)[0]))
    assert (refused.status_code, "是给另一个账号的" in refused.text) == (400, True)


def test_the_link_of_a_reset_changes_no_address(signed_in: FlaskClient, mails_to: Mails) -> None:
    signed_in.post("/account/reset", data={"email": ALICE})
    token = link_in(mails_to(ALICE)[0]).rpartition("/")[2]
    assert signed_in.post(f"/account/email/{token}").status_code == 400


def test_few_links_go_out_in_an_hour(signed_in: FlaskClient) -> None:
    statuses = [ask_for(signed_in, f"alice{number}@museum.example")[0] for number in range(MAILS_AN_HOUR + 1)]
    assert statuses == [303] * MAILS_AN_HOUR + [400]


def test_ones_own_address_is_no_change(signed_in: FlaskClient) -> None:
    assert "这就是您现在的邮箱" in ask_for(signed_in, ALICE)[1]


def test_what_is_no_address_is_refused_and_kept_in_the_form(signed_in: FlaskClient) -> None:
    status, page = ask_for(signed_in, "nonsense")
    assert (status, 'value="nonsense"' in page) == (400, True)


def test_a_name_is_corrected(signed_in: FlaskClient, alice: Account) -> None:
    assert signed_in.post("/account/name", data={"name": " 上官 晓芸 "}).status_code == 303
    db.session.refresh(alice)
    assert alice.name == "上官 晓芸"


@pytest.mark.parametrize("name", ["", " \u200b\x00 ", "名" * 61])
def test_what_is_no_name_is_refused(signed_in: FlaskClient, name: str) -> None:
    assert signed_in.post("/account/name", data={"name": name}).status_code == 400
