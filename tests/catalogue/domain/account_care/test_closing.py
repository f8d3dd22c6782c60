"""Closing an account: what must be settled first, what goes, and the copy that can be taken before."""

import json

import pytest
from flask import current_app
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from catalogue.db import db
from catalogue.domain.account_care.closing import close_account, hindrances, is_last_administrator
from catalogue.domain.account_care.personal_data import personal_data
from catalogue.domain.accounts.invitations import invite
from catalogue.domain.accounts.notices import tell_owner
from catalogue.domain.accounts.recovery_codes import new_recovery_codes
from catalogue.domain.accounts.sessions import open_session
from catalogue.domain.ledger.events import record_event
from catalogue.errors import CatalogueError
from catalogue.models import Account, Event
from catalogue.models.states import IllegalMove
from tests.factories import make_institution, make_resource
from tests.people import make_account

ALICE = "alice-of-the-museum@example.cn"


@pytest.fixture
def alice(session: Session) -> Account:
    """A person about whom something stands in every place where something can."""
    account = make_account(
        session,
        institution=make_institution(session, name="赣江数字学院"),
        email=ALICE,
        name="上官晓芸",
        password_hash="$argon2id$alices",
        totp_secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    )
    open_session(session, account, address="203.0.113.77", device="Firefox")
    new_recovery_codes(session, account)
    tell_owner(session, ALICE, "……")
    invite(session, email=ALICE, name="上官晓芸", staff_roles=["curator"], by="operator:root")
    record_event(session, "resource.public", make_resource(session), by=account.actor, before="", after="", note="")
    session.flush()
    return account


def everything(session: Session) -> str:
    """All that the database holds, as one text."""
    rows = [row for table in db.metadata.sorted_tables for row in session.execute(table.select())]
    return "\n".join(map(str, rows))


def test_nothing_that_tells_who_it_was_is_left_in_the_database(session: Session, alice: Account) -> None:
    traces = [ALICE, "上官晓芸", "$argon2id$alices", "203.0.113.77", alice.totp_secret or "-"]
    assert all(trace in everything(session) for trace in traces)
    close_account(session, alice, by=alice.actor)
    session.flush()
    left = everything(session)
    assert [trace for trace in traces if trace in left] == []


def test_sessions_and_codes_and_memberships_go(session: Session, alice: Account) -> None:
    close_account(session, alice, by=alice.actor)
    counts = {
        table: session.scalar(text(f"select count(*) from {table}"))
        for table in ("account_session", "recovery_code", "membership")
    }
    assert counts == {"account_session": 0, "recovery_code": 0, "membership": 0}


def test_what_the_person_decided_stays_under_the_number(session: Session, alice: Account) -> None:
    close_account(session, alice, by=alice.actor)
    decided = session.scalars(select(Event).where(Event.actor == alice.actor)).all()
    assert "resource.public" in [event.what for event in decided]


def test_a_closed_account_is_not_closed_again(session: Session, alice: Account) -> None:
    close_account(session, alice, by=alice.actor)
    with pytest.raises(IllegalMove):
        close_account(session, alice, by=alice.actor)


def test_the_only_owner_of_an_institution_with_members_hands_it_over_first(session: Session, alice: Account) -> None:
    make_account(session, institution=alice.memberships[0].institution, member="editor")
    with pytest.raises(CatalogueError, match="“赣江数字学院”还有别的成员"):
        close_account(session, alice, by=alice.actor)
    assert (alice.state, alice.email) == ("active", ALICE)


def test_an_owner_beside_another_may_go(session: Session, alice: Account) -> None:
    make_account(session, institution=alice.memberships[0].institution, member="owner")
    assert hindrances(session, alice) == []


def test_a_suspended_owner_is_no_owner_to_leave_an_institution_to(session: Session, alice: Account) -> None:
    make_account(session, institution=alice.memberships[0].institution, member="owner", state="suspended")
    assert len(hindrances(session, alice)) == 1


def test_the_last_administrator_stays(session: Session) -> None:
    root = make_account(session, "administrator")
    make_account(session, "administrator", state="suspended")
    make_account(session, "reviewer")
    assert hindrances(session, root) == ["您是唯一的管理员：请先请另一个人做管理员。"]


def test_an_administrator_beside_another_may_go(session: Session) -> None:
    root, _ = make_account(session, "administrator"), make_account(session, "administrator", "reviewer")
    assert not is_last_administrator(session, root)


def test_the_copy_holds_what_is_kept_about_the_person(session: Session, alice: Account) -> None:
    copy = json.loads("".join(personal_data(session, alice)))
    assert (copy["account"]["email"], copy["account"]["name"]) == (ALICE, "上官晓芸")
    assert copy["memberships"][0]["institution"] == "赣江数字学院"
    assert (copy["sessions"][0]["address"], copy["sessions"][0]["device"]) == ("203.0.113.77", "Firefox")
    assert [invitation["name"] for invitation in copy["invitations"]] == ["上官晓芸"]
    assert [mail["subject"].partition(" - ")[0] for mail in copy["mails"]] == ["账号有变动", "邀请您加入"]
    assert {"account.signed_in", "account.membership", "resource.public"} <= {one["what"] for one in copy["events"]}


def test_the_copy_holds_nothing_that_opens_doors(session: Session, alice: Account) -> None:
    copy = "".join(personal_data(session, alice))
    secrets = [alice.password_hash, alice.totp_secret, "/account/invitation/", current_app.config["SECRET_KEY"]]
    assert [secret for secret in secrets if secret and secret in copy] == []


def test_the_copy_holds_nothing_about_others(session: Session, alice: Account) -> None:
    bob = make_account(session, email="bob@example.cn", name="乙")
    open_session(session, bob, address="203.0.113.88", device="Opera")
    copy = "".join(personal_data(session, alice))
    assert [trace for trace in ("bob@example.cn", "203.0.113.88", "Opera", bob.public_id) if trace in copy] == []
