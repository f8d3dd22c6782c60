"""A site where everything says hostile strings, and somebody of each role to open its pages.

For each address a fresh thing is made, so that a form sent before cannot have used it up.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from itertools import count
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalogue.db import now, writing
from catalogue.domain.accounts.passwords import hash_password
from catalogue.models import Account, Institution, Lecture, Resource
from catalogue.models.account import STAFF_ROLES
from tests.factories import make_institution, make_lecture, make_resource
from tests.people import PASSWORD, make_account, sign_in

COMMON_WORD = "陶瓷手艺"
"""In every title, so that a search finds all of them."""


@dataclass
class Scene:
    """`words` are the strings, one for each place that takes one."""

    app: Flask
    words: Iterator[str]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @cached_property
    def institution(self) -> str:
        """The public id of the institution whose members look."""
        with writing() as session:
            return make_institution(session, name=self.name()).public_id

    def word(self) -> str:
        return next(self.words).encode("utf-8", "replace").decode()

    def title(self) -> str:
        """Another number in each, so that none is taken for another."""
        return f"{COMMON_WORD} 第{next(self.numbers)}讲 {self.word()}"

    def name(self) -> str:
        """No two institutions have one name."""
        return f"{self.word()} {next(self.numbers)}"

    def account(self, session: Session, *roles: str, member: bool = False) -> Account:
        owned = self.own(session) if member else None
        return make_account(session, *roles, institution=owned, name=self.word(), password_hash=hash_password(PASSWORD))

    def own(self, session: Session) -> Institution:
        return session.query(Institution).filter_by(public_id=self.institution).one()

    def resource(self, session: Session, **values: Any) -> Resource:
        words = {name: self.word() for name in ("summary", "body", "licence", "provenance", "reason", "image")}
        names = {name: [self.word(), self.word()] for name in ("teachers", "subjects")}
        return make_resource(session, title=self.title(), **{**words, **names, "provider": self.own(session), **values})

    def lecture(self, session: Session, **values: Any) -> Lecture:
        words = {name: self.word() for name in ("summary", "location", "reason", "image")}
        made = {"speakers": [self.word()], "institution": self.own(session), "starts_at": now() + timedelta(days=3)}
        return make_lecture(session, title=self.title(), **{**words, **made, **values})


def client_of(scene: Scene, *roles: str, member: bool = False) -> FlaskClient:
    """A browser in which a new person of the roles is signed in."""
    scene.institution  # noqa: B018  made before a transaction is open
    with writing() as session:
        account = scene.account(session, *roles, member=member)
    client = scene.app.test_client()
    sign_in(client, account)
    return client


def visitor(scene: Scene) -> FlaskClient:
    return scene.app.test_client()


def somebody(scene: Scene) -> FlaskClient:
    return client_of(scene)


def owner(scene: Scene) -> FlaskClient:
    return client_of(scene, member=True)


def staff(scene: Scene) -> FlaskClient:
    return client_of(scene, *STAFF_ROLES)
