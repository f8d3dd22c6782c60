"""A forgotten password: a new one by a mailed link, and nobody is told which addresses have accounts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.accounts.attempts import MAILS_AN_HOUR, OF_NETWORK_AN_HOUR
from catalogue.domain.accounts.password_changes import reset_path
from catalogue.models import Account, AccountSession, Event, OutgoingMail
from tests.catalogue.web.account.conftest import ALICE, Enter, flood, link_in
from tests.people import PASSWORD, sign_in

NEW = "another long pass phrase"
Mails = Callable[[str], list[str]]


def ask(client: FlaskClient, email: str = ALICE, network: str = "203.0.113.7") -> tuple[int, str]:
    answer = client.post("/account/reset", data={"email": email}, environ_base={"REMOTE_ADDR": network})
    return answer.status_code, answer.location or answer.text


def choose(client: FlaskClient, link: str, password: str = NEW) -> int:
    return client.post(link, data={"password": password, "again": password}).status_code


def test_the_mailed_link_sets_a_new_password(
    client: FlaskClient, alice: Account, mails_to: Mails, enter: Enter
) -> None:
    assert ask(client, " Alice@Example.cn ") == (303, "/account/reset/asked")
    link = link_in(mails_to(ALICE)[0])
    assert f'action="{link}"' in client.get(link).text
    assert choose(client, link) == 303
    assert (enter(client, PASSWORD).status_code, enter(client, NEW).status_code) == (400, 303)


def test_an_address_without_an_account_gets_the_same_answer_and_no_mail(
    client: FlaskClient, alice: Account, mails_to: Mails
) -> None:
    assert ask(client, "nobody@example.cn") == ask(client)
    assert mails_to("nobody@example.cn") == []
    assert db.session.scalars(select(Event.subject_id).where(Event.what == "account.reset_asked")).all() == [
        alice.public_id
    ]


@pytest.mark.parametrize("state", ["suspended", "closed"])
def test_an_account_that_may_not_sign_in_gets_no_link(
    client: FlaskClient, alice: Account, mails_to: Mails, state: str
) -> None:
    with writing() as session:
        session.get_one(Account, alice.id).state = state
    assert ask(client) == (303, "/account/reset/asked")
    assert mails_to(ALICE) == []


def test_a_link_works_once(client: FlaskClient, alice: Account) -> None:
    link = reset_path(alice)
    assert choose(client, link) == 303
    again = client.get(link)
    assert (again.status_code, "已经用过" in again.text) == (400, True)


def test_a_link_lasts_an_hour(client: FlaskClient, alice: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    link = reset_path(alice)
    later = datetime.now(UTC) + timedelta(hours=1, seconds=2)
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: int(later.timestamp()))
    late = client.get(link)
    assert (late.status_code, "已经过期" in late.text) == (400, True)


def test_a_new_link_and_an_old_one_end_together(client: FlaskClient, alice: Account, mails_to: Mails) -> None:
    ask(client)
    ask(client)
    first, second = map(link_in, mails_to(ALICE))
    assert choose(client, second) == 303
    assert choose(client, first) == 400


@pytest.mark.parametrize("token", ["nonsense", "a.b.c", "中文"])
def test_a_made_up_link_opens_nothing(client: FlaskClient, token: str) -> None:
    refused = client.get(f"/account/reset/{token}")
    assert (refused.status_code, "不是本站发出的" in refused.text) == (400, True)


def test_a_new_password_ends_all_sessions_and_tells_the_owner(
    client: FlaskClient, alice: Account, mails_to: Mails
) -> None:
    sign_in(client, alice)
    assert choose(client, reset_path(alice)) == 303
    assert db.session.scalars(select(AccountSession)).all() == []
    assert "您的账号换了新密码" in mails_to(ALICE)[-1]


def test_a_weak_password_is_refused_and_the_link_stays_good(client: FlaskClient, alice: Account) -> None:
    link = reset_path(alice)
    assert choose(client, link, "1234567890") == 400
    assert choose(client, link) == 303


def test_two_passwords_that_differ_are_refused(client: FlaskClient, alice: Account) -> None:
    refused = client.post(reset_path(alice), data={"password": NEW, "again": PASSWORD})
    assert (refused.status_code, "两次填的不一样" in refused.text) == (400, True)


def test_a_mailbox_is_not_flooded(client: FlaskClient, alice: Account, mails_to: Mails) -> None:
    answers = {ask(client) for _ in range(MAILS_AN_HOUR + 3)}
    assert (answers, len(mails_to(ALICE))) == ({(303, "/account/reset/asked")}, MAILS_AN_HOUR)


def test_one_network_does_not_try_all_addresses(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["RATE_LIMITS"] = False  # which are stricter for one minute
    answers = [ask(client, f"person{number}@example.cn")[0] for number in range(OF_NETWORK_AN_HOUR + 1)]
    assert answers == [303] * OF_NETWORK_AN_HOUR + [429]


def test_who_reset_the_password_comes_in_even_during_a_flood(
    app: Flask, client: FlaskClient, alice: Account, enter: Enter
) -> None:
    flood(app, enter)
    assert choose(client, reset_path(alice)) == 303
    assert enter(client, NEW).status_code == 303


def test_the_host_of_a_request_never_gets_into_a_mail(client: FlaskClient, alice: Account, mails_to: Mails) -> None:
    client.post("/account/reset", data={"email": ALICE}, headers={"Host": "evil.example"})
    [text] = mails_to(ALICE)
    assert "evil.example" not in text


def test_the_link_stands_under_the_address_of_the_site(
    app: Flask, client: FlaskClient, alice: Account, mails_to: Mails
) -> None:
    app.config["BASE_URL"] = "https://xue.example.cn/"
    ask(client)
    assert "\nhttps://xue.example.cn/account/reset/" in mails_to(ALICE)[0]


def test_what_is_no_address_is_refused(client: FlaskClient) -> None:
    status, page = ask(client, "not an address")
    assert (status, "这不像一个邮箱地址" in page) == (400, True)


def test_the_page_of_a_link_stays_in_no_cache(client: FlaskClient, alice: Account) -> None:
    assert client.get(reset_path(alice)).headers["Cache-Control"] == "no-store"


def test_nothing_is_left_waiting_for_an_address_without_an_account(client: FlaskClient) -> None:
    ask(client, "nobody@example.cn")
    assert db.session.scalars(select(OutgoingMail)).all() == []
