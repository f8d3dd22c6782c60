"""Alice, who has an account, and what reaches her mailbox."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from catalogue.db import db, writing
from catalogue.domain.accounts.accounts import create_account
from catalogue.domain.accounts.attempts import OF_SUBJECT_AN_HOUR
from catalogue.models import Account, OutgoingMail
from tests.people import PASSWORD

ALICE = "alice@example.cn"
LINK = re.compile(r"/account/\S+")
Enter = Callable[..., TestResponse]


@pytest.fixture
def alice(app: Flask) -> Account:
    with writing() as session:
        account = create_account(session, email=ALICE, name="甲", password=PASSWORD, by="operator:root")
    return db.session.get_one(Account, account.id)


@pytest.fixture
def enter() -> Enter:
    """Types an address and a password at the door."""

    def enter(
        client: FlaskClient, password: str = PASSWORD, *, email: str = ALICE, network: str = "203.0.113.7"
    ) -> TestResponse:
        typed = {"email": email, "password": password}
        return client.post("/account/sign-in", data=typed, environ_base={"REMOTE_ADDR": network})

    return enter


@pytest.fixture
def mails_to(app: Flask) -> Callable[[str], list[str]]:
    """The texts of the messages to an address, in the order in which they were written."""

    def texts(recipient: str) -> list[str]:
        db.session.rollback()
        found = select(OutgoingMail).where(OutgoingMail.recipient == recipient).order_by(OutgoingMail.id)
        return [mail.text for mail in db.session.scalars(found)]

    return texts


def flood(app: Flask, enter: Enter, email: str = ALICE) -> None:
    """As many wrong passwords as an account is granted in an hour, each from a network of its own."""
    for number in range(OF_SUBJECT_AN_HOUR):
        enter(app.test_client(), "not the password", email=email, network=f"198.51.100.{number}")


def link_in(text: str) -> str:
    """The path of the link in a message."""
    found = LINK.search(text)
    assert found, text
    return found.group()
