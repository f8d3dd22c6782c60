"""Tokens are shown once, known by their hash, and open nothing after their time or once revoked."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.submissions.api_tokens import (
    MOST_TOKENS,
    NewToken,
    find_token,
    issue_token,
    revoke_token,
    tokens_of,
)
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import ApiToken, Event, Institution
from tests.factories import make_institution

ALICE = "person:aliceaaaaa"
SYSTEM = NewToken(" 教务\n系统 ", ("lectures:write", "resources:write"))


@pytest.fixture
def school(session: Session) -> Institution:
    return make_institution(session)


def test_a_token_is_found_by_its_secret_which_is_kept_nowhere(session: Session, school: Institution) -> None:
    token, secret = issue_token(session, school, SYSTEM, by=ALICE)

    assert find_token(session, secret) is token
    assert (token.name, token.scopes) == ("教务 系统", ["resources:write", "lectures:write"])
    assert (secret.startswith(token.prefix), len(token.prefix)) == (True, 9)
    assert secret not in str({column.name: getattr(token, column.name) for column in ApiToken.__table__.columns})


@pytest.mark.parametrize("secret", ["", "gx_", "gx_" + "a" * 43, "gx_" + "长" * 500, "Bearer gx_"])
def test_another_secret_finds_nothing(session: Session, school: Institution, secret: str) -> None:
    issue_token(session, school, SYSTEM, by=ALICE)
    assert find_token(session, secret) is None


def test_a_revoked_token_opens_nothing(session: Session, school: Institution) -> None:
    token, secret = issue_token(session, school, SYSTEM, by=ALICE)
    revoke_token(session, school, token.public_id, by=ALICE)
    assert (find_token(session, secret), token.state) == (None, "revoked")


def test_an_expired_token_opens_nothing(session: Session, school: Institution) -> None:
    token, secret = issue_token(session, school, NewToken("x", ("resources:write",), days=1), by=ALICE)
    token.expires_at = now() - timedelta(seconds=1)
    assert (find_token(session, secret), token.state) == (None, "expired")


def test_both_acts_are_remembered_once(session: Session, school: Institution) -> None:
    token, _ = issue_token(session, school, SYSTEM, by=ALICE)
    for _ in range(2):
        revoke_token(session, school, token.public_id, by=ALICE)
    session.flush()
    told = select(Event.what).where(Event.subject_id == token.public_id, Event.actor == ALICE)
    assert list(session.scalars(told)) == ["apitoken.issued", "apitoken.revoked"]


def test_nobody_revokes_the_token_of_another_institution(session: Session, school: Institution) -> None:
    token, _ = issue_token(session, school, SYSTEM, by=ALICE)
    with pytest.raises(NotFound):
        revoke_token(session, make_institution(session), token.public_id, by=ALICE)


@pytest.mark.parametrize("scopes", [(), ("everything",), ("resources:write", "admin")])
def test_only_known_scopes_are_given(session: Session, school: Institution, scopes: tuple[str, ...]) -> None:
    with pytest.raises(CatalogueError, match="至少选一项"):
        issue_token(session, school, NewToken("x", scopes), by=ALICE)


def test_an_institution_has_a_bounded_number_of_tokens(session: Session, school: Institution) -> None:
    issued = [issue_token(session, school, SYSTEM, by=ALICE)[0] for _ in range(MOST_TOKENS)]
    with pytest.raises(CatalogueError, match="最多有 20 个"):
        issue_token(session, school, SYSTEM, by=ALICE)
    revoke_token(session, school, issued[0].public_id, by=ALICE)
    issue_token(session, school, SYSTEM, by=ALICE)
    assert [token.state for token in tokens_of(session, school)] == ["valid"] * MOST_TOKENS + ["revoked"]
