"""Where one is signed in, seen and ended by oneself alone."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.accounts.sessions import open_session
from catalogue.models import Account, AccountSession
from catalogue.web.device_words import device_words
from tests.catalogue.web.account.conftest import Enter
from tests.people import make_account, sign_in

WECHAT = (
    "Mozilla/5.0 (Linux; Android 14; V2301A) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0"
)


@pytest.fixture
def signed_in(client: FlaskClient, alice: Account) -> FlaskClient:
    sign_in(client, alice)
    return client


def open_elsewhere(account: Account, device: str = WECHAT) -> str:
    """The public id of one more session."""
    with writing() as session:
        open_session(session, session.merge(account), address="198.51.100.9", device=device)
        newest = session.scalars(select(AccountSession).order_by(AccountSession.id.desc())).first()
        assert newest
        return newest.public_id


def standing() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(select(AccountSession.public_id)))


def test_devices_are_shown_in_words_their_owner_knows(signed_in: FlaskClient, alice: Account) -> None:
    open_elsewhere(alice)
    page = signed_in.get("/account/devices").text
    assert "安卓手机或平板上的 微信" in page
    assert "198.51.100.9" in page
    assert page.count("就是这台") == 1


def test_one_device_is_ended_from_another(app: Flask, signed_in: FlaskClient, alice: Account, enter: Enter) -> None:
    here = standing()
    other = app.test_client()
    enter(other)
    [lost] = standing() - here
    assert signed_in.post(f"/account/devices/{lost}/end").status_code == 303
    assert other.get("/account/").status_code == 303
    assert standing() == here


def test_ending_this_device_leads_to_the_door(signed_in: FlaskClient) -> None:
    [here] = standing()
    answer = signed_in.post(f"/account/devices/{here}/end")
    assert (answer.status_code, answer.location) == (303, "/account/sign-in")
    assert standing() == set()


def test_all_others_are_ended_at_once(signed_in: FlaskClient, alice: Account) -> None:
    here = standing()
    open_elsewhere(alice)
    open_elsewhere(alice)
    assert signed_in.post("/account/devices/end-others").status_code == 303
    assert standing() == here


def test_nobody_ends_the_session_of_another(signed_in: FlaskClient) -> None:
    with writing() as session:
        bob = make_account(session)
    theirs = open_elsewhere(bob)
    assert signed_in.post(f"/account/devices/{theirs}/end").status_code == 404
    assert theirs in standing()


def test_nobody_sees_the_sessions_of_another(signed_in: FlaskClient) -> None:
    with writing() as session:
        bob = make_account(session)
    open_elsewhere(bob)
    assert "微信" not in signed_in.get("/account/devices").text


@pytest.mark.parametrize(
    ("device", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0", "Windows 电脑上的 Edge"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "iPhone上的 Safari"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Linux 电脑上的 火狐"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", "不知道是什么设备"),
    ],
)
def test_browsers_are_called_what_people_call_them(device: str, words: str) -> None:
    assert device_words(device) == words


def test_what_a_browser_calls_itself_is_shown_harmless(signed_in: FlaskClient, alice: Account) -> None:
    open_elsewhere(alice, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in signed_in.get("/account/devices").text
