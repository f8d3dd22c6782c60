"""Guessing at the door: bounded, without the owner being locked out by others."""

from flask import Flask
from flask.testing import FlaskClient

from catalogue.domain.accounts.attempts import FREE, OF_SUBJECT_AN_HOUR
from catalogue.models import Account
from catalogue.web.known_device import COOKIE, PATH
from tests.catalogue.web.account.conftest import Enter, flood

WRONG = "not the password"


def test_after_some_wrong_passwords_even_the_right_one_must_wait(
    client: FlaskClient, alice: Account, enter: Enter
) -> None:
    assert [enter(client, WRONG).status_code for _ in range(FREE)] == [400] * FREE
    refused = enter(client)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 30
    assert f"请过 {refused.headers['Retry-After']} 秒再试" in refused.text


def test_the_right_password_forgives_what_was_mistyped(client: FlaskClient, alice: Account, enter: Enter) -> None:
    for _ in range(3):
        assert [enter(client, WRONG).status_code for _ in range(FREE - 1)] == [400] * (FREE - 1)
        assert enter(client).status_code == 303


def test_an_address_without_an_account_must_wait_just_as_long(
    client: FlaskClient, alice: Account, enter: Enter
) -> None:
    nobody = "nobody@example.cn"
    known = [enter(client, WRONG, network="203.0.113.1").status_code for _ in range(FREE + 1)]
    unknown = [enter(client, WRONG, email=nobody, network="203.0.113.2").status_code for _ in range(FREE + 1)]
    assert known == unknown == [400] * FREE + [429]


def test_a_flood_from_elsewhere_never_stops_the_owner_on_a_known_device(
    app: Flask, client: FlaskClient, alice: Account, enter: Enter
) -> None:
    assert enter(client).status_code == 303
    client.post("/account/sign-out")
    guesses = [
        enter(app.test_client(), WRONG, network=f"198.51.100.{number}").status_code
        for number in range(OF_SUBJECT_AN_HOUR + 1)
    ]
    assert guesses == [400] * OF_SUBJECT_AN_HOUR + [429]
    assert enter(app.test_client()).status_code == 429
    assert enter(client).status_code == 303


def test_the_cookie_of_one_account_does_not_help_with_another(
    app: Flask, client: FlaskClient, alice: Account, enter: Enter
) -> None:
    enter(client)
    flood(app, enter, email="bob@example.cn")
    assert enter(client, WRONG, email="bob@example.cn").status_code == 429


def test_a_made_up_cookie_makes_no_known_device(app: Flask, client: FlaskClient, alice: Account, enter: Enter) -> None:
    flood(app, enter)
    client.set_cookie(COOKIE, f'["laptop","{alice.public_id}"]', path=PATH)
    assert enter(client).status_code == 429


def test_a_wrong_password_makes_no_known_device(client: FlaskClient, alice: Account, enter: Enter) -> None:
    enter(client, WRONG)
    assert client.get_cookie(COOKIE, path=PATH) is None


def test_the_cookie_is_kept_from_scripts_and_from_other_pages(
    client: FlaskClient, alice: Account, enter: Enter
) -> None:
    [cookie] = [one for one in enter(client).headers.getlist("Set-Cookie") if one.startswith(COOKIE)]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Lax", f"Path={PATH}"))
