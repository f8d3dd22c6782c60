"""Signing in and out, with the cookie and the tokens browsers get."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.accounts.accounts import create_account
from catalogue.models import AccountSession
from tests.people import PASSWORD, csrf_of, without_token


@pytest.fixture
def alice(app: Flask) -> str:
    with writing() as session:
        create_account(session, email="alice@example.cn", name="甲", password=PASSWORD, by="operator:root")
    return "alice@example.cn"


def test_whoever_knows_the_password_comes_in_and_goes_where_they_wanted(client: FlaskClient, alice: str) -> None:
    typed = {"email": " Alice@Example.cn", "password": PASSWORD, "next": "/portal/"}
    answer = client.post("/account/sign-in", data=typed)
    assert (answer.status_code, answer.location) == (303, "/portal/")
    assert "甲，您好" in client.get("/account/").text


def test_a_wrong_password_and_an_unknown_address_sound_alike(client: FlaskClient, alice: str) -> None:
    wrong = client.post("/account/sign-in", data={"email": alice, "password": "nothing like it"})
    unknown = client.post("/account/sign-in", data={"email": "bob@example.cn", "password": PASSWORD})
    assert wrong.status_code == unknown.status_code == 400
    assert without_token(wrong.text).replace(alice, "") == without_token(unknown.text).replace("bob@example.cn", "")


@pytest.mark.parametrize("email", ["\x00", "a\x00@example.cn", "\ud800", "e" * 10_000])
def test_what_nobody_can_be_called_is_refused_like_any_other(client: FlaskClient, email: str) -> None:
    typed = {"email": email.encode("utf-8", "surrogatepass"), "password": PASSWORD}
    assert client.post("/account/sign-in", data=typed).status_code == 400


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_site(client: FlaskClient, alice: str, elsewhere: str) -> None:
    typed = {"email": alice, "password": PASSWORD, "next": elsewhere}
    assert client.post("/account/sign-in", data=typed).location == "/"


def test_leaving_ends_the_session_itself(client: FlaskClient, alice: str) -> None:
    client.post("/account/sign-in", data={"email": alice, "password": PASSWORD})
    kept = client.get_cookie("session")
    assert kept
    assert client.post("/account/sign-out").status_code == 303
    client.set_cookie("session", kept.value)
    assert client.get("/account/").status_code == 303
    db.session.rollback()
    assert db.session.scalars(select(AccountSession)).all() == []


def test_a_form_of_another_site_is_refused(app: Flask, alice: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()
    typed = {"email": alice, "password": PASSWORD}
    refused = client.post("/account/sign-in", data=typed)
    assert (refused.status_code, "刷新后再提交一次" in refused.text) == (400, True)
    token = csrf_of(client, "/account/sign-in")
    assert client.post("/account/sign-in", data={**typed, "csrf_token": token}).status_code == 303


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(client: FlaskClient, alice: str) -> None:
    answer = client.post("/account/sign-in", data={"email": alice, "password": PASSWORD}, base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax"))
