"""What people do on the site is remembered with the address it came from; what visitors send is not."""

from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.accounts.accounts import create_account
from catalogue.domain.ledger.events import ORIGIN
from catalogue.models import Event
from tests.catalogue.web.shelf import Shelf
from tests.catalogue.web.test_reports import token_of
from tests.people import PASSWORD, person

OFFICE = {"REMOTE_ADDR": "198.51.100.7"}


def origins(what: str) -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Event.origin).where(Event.what == what).order_by(Event.id)))


def test_signing_in_is_remembered_with_the_address(client: FlaskClient) -> None:
    with writing() as session:
        create_account(session, email="alice@example.cn", name="甲", password=PASSWORD, by="operator:root")
    typed = {"email": "alice@example.cn", "password": PASSWORD}
    client.post("/account/sign-in", data=typed, environ_overrides=OFFICE)
    assert origins("account.signed_in") == ["198.51.100.7"]


def test_signing_out_is_remembered_with_the_address(client: FlaskClient) -> None:
    person(client, "reviewer")
    client.post("/account/sign-out", environ_overrides=OFFICE)
    assert origins("account.signed_out") == ["198.51.100.7"]


def test_a_visitors_report_is_remembered_without(client: FlaskClient, shelf: Shelf) -> None:
    token = token_of(client.get(f"{shelf.resource}/report"))
    sent = client.post(f"{shelf.resource}/report", data={"token": token, "reason": "paid"}, environ_overrides=OFFICE)
    assert (sent.status_code, origins("problemreport.open")) == (303, [""])


def test_the_address_is_forgotten_with_the_request(client: FlaskClient) -> None:
    person(client, "reviewer")
    client.get("/review/", environ_overrides=OFFICE)
    assert ORIGIN not in db.session().info
