"""How long applications are kept, and what stays of them."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.accounts.accounts import account_of
from catalogue.domain.accounts.sessions import open_session
from catalogue.domain.applications.applying import (
    applications_of,
    apply_as_newcomer,
    confirm_email,
    count_waiting_long,
    days_waiting,
    own_application,
)
from catalogue.domain.applications.deciding import accept, refuse
from catalogue.domain.applications.letters import post_confirmation
from catalogue.domain.applications.proofs import Proof
from catalogue.domain.upkeep.application_keeping import drop_unconfirmed, forget_refused, take_back
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Account, Application, Event, OutgoingMail
from tests.applications import PDF, folder, make_application, make_newcomer, make_wanted
from tests.factories import make_institution
from tests.people import make_account

DAYS = 30
ADMINISTRATOR = "person:abcdefghij"


def handed_in(session: Session, *, days_ago: int, account: Account | None = None) -> Application:
    application = make_application(session, account=account)
    application.created_at = now() - timedelta(days=days_ago)
    session.flush()
    return application


def newcomers(session: Session, *, days_ago: int) -> Application:
    """With the letter that asks to confirm the address."""
    proof = Proof("application/pdf", PDF)
    application = apply_as_newcomer(session, make_newcomer(), make_wanted(), proof, folder=folder())
    assert application is not None
    application.created_at = now() - timedelta(days=days_ago)
    post_confirmation(session, application)
    session.flush()
    return application


def kept(session: Session) -> list[Application]:
    return list(session.scalars(select(Application).order_by(Application.id)))


def events_of(session: Session, public_id: str) -> list[tuple[str, str]]:
    rows = session.execute(select(Event.what, Event.actor).where(Event.subject_id == public_id).order_by(Event.id))
    return [(what, actor) for what, actor in rows]


# What nobody confirmed


def test_what_nobody_confirmed_in_time_goes_with_its_proof(session: Session) -> None:
    old, new = handed_in(session, days_ago=DAYS + 1), handed_in(session, days_ago=DAYS - 1)
    public_id, applicant = old.public_id, old.account.actor
    assert drop_unconfirmed(session, folder(), DAYS) == 1
    assert kept(session) == [new]
    assert [path.name for path in folder().iterdir()] == [new.public_id]
    assert events_of(session, public_id) == [("application.open", applicant), ("application.expired", "system")]
    assert drop_unconfirmed(session, folder(), DAYS) == 0


def test_what_was_confirmed_stays_however_long_it_waits(session: Session) -> None:
    application = handed_in(session, days_ago=DAYS * 10)
    confirm_email(session, application)
    assert drop_unconfirmed(session, folder(), DAYS) == 0


def test_what_was_decided_without_being_confirmed_stays(session: Session) -> None:
    accept(session, handed_in(session, days_ago=DAYS * 10), None, by=ADMINISTRATOR)
    assert drop_unconfirmed(session, folder(), DAYS) == 0


def test_an_account_nobody_ever_used_goes_as_well_and_the_letter_to_it(session: Session) -> None:
    application = newcomers(session, days_ago=DAYS + 1)
    account, email = application.account, application.account.email or ""
    drop_unconfirmed(session, folder(), DAYS)
    assert account_of(session, email) is None
    assert (account.state, account.email, account.name, account.password_hash) == ("closed", None, "", "")
    assert session.scalars(select(OutgoingMail)).all() == []


def test_who_signed_in_keeps_the_account_and_is_told(session: Session) -> None:
    application = handed_in(session, days_ago=DAYS + 1)
    account = application.account
    open_session(session, account, address="203.0.113.7", device="test")
    drop_unconfirmed(session, folder(), DAYS)
    [mail] = session.scalars(select(OutgoingMail)).all()
    assert (account.state, mail.recipient, mail.subject) == ("active", account.email, "机构登记申请已删除 - 赣学")


def test_who_speaks_for_an_institution_keeps_the_account(session: Session) -> None:
    account = make_account(session, institution=make_institution(session))
    handed_in(session, days_ago=DAYS + 1, account=account)
    drop_unconfirmed(session, folder(), DAYS)
    assert account.state == "active"


def test_who_works_here_keeps_the_account(session: Session) -> None:
    account = make_account(session, "reviewer")
    handed_in(session, days_ago=DAYS + 1, account=account)
    drop_unconfirmed(session, folder(), DAYS)
    assert account.state == "active"


def test_who_applied_before_keeps_the_account(session: Session) -> None:
    refused = make_application(session)
    refuse(session, refused, reason="证书看不清", by=ADMINISTRATOR)
    handed_in(session, days_ago=DAYS + 1, account=refused.account)
    drop_unconfirmed(session, folder(), DAYS)
    assert (refused.account.state, kept(session)) == ("active", [refused])


# What the applicant takes back


def test_what_is_taken_back_goes_at_once_and_the_account_stays(session: Session) -> None:
    application = make_application(session)
    account, public_id = application.account, application.public_id
    take_back(session, folder(), application, by=account.actor)
    assert (applications_of(session, account), list(folder().iterdir()), account.state) == ([], [], "active")
    assert events_of(session, public_id)[-1] == ("application.taken_back", account.actor)


def test_what_was_decided_is_not_taken_back(session: Session) -> None:
    application = make_application(session)
    accept(session, application, None, by=ADMINISTRATOR)
    with pytest.raises(CatalogueError, match="已经处理过了（已通过）"):
        take_back(session, folder(), application, by=application.account.actor)


def test_another_persons_application_is_not_found(session: Session) -> None:
    application = make_application(session)
    with pytest.raises(NotFound):
        own_application(session, make_account(session), application.public_id)


# What was refused


def refused(session: Session, *, days_ago: int) -> Application:
    application = make_application(session)
    refuse(session, application, reason="证书看不清", by=ADMINISTRATOR)
    application.decided_at = now() - timedelta(days=days_ago)
    session.flush()
    return application


def test_how_to_reach_who_was_refused_is_forgotten_after_a_time(session: Session) -> None:
    old, new = refused(session, days_ago=61), refused(session, days_ago=59)
    forget_refused(session, 60)
    assert (old.phone, old.duty, old.reason) == ("", "", "证书看不清")
    assert (new.phone, new.duty) == ("0791-88886666", "教务处主任")


def test_how_to_reach_an_owner_is_kept(session: Session) -> None:
    application = make_application(session)
    accept(session, application, None, by=ADMINISTRATOR)
    application.decided_at = now() - timedelta(days=1000)
    forget_refused(session, 60)
    assert application.phone == "0791-88886666"


# What waits long


def confirmed(session: Session, *, days_ago: int) -> Application:
    application = make_application(session)
    confirm_email(session, application)
    application.email_confirmed_at = now() - timedelta(days=days_ago)
    session.flush()
    return application


def test_waiting_is_counted_from_when_the_address_was_confirmed(session: Session) -> None:
    waiting, unconfirmed = confirmed(session, days_ago=8), handed_in(session, days_ago=20)
    assert (days_waiting(waiting), days_waiting(unconfirmed)) == (8, 0)


def test_what_was_decided_waits_no_more(session: Session) -> None:
    application = confirmed(session, days_ago=8)
    refuse(session, application, reason="重复", by=ADMINISTRATOR)
    assert (days_waiting(application), count_waiting_long(session, 7)) == (0, 0)


def test_those_that_wait_long_are_counted(session: Session) -> None:
    for days in (6, 7, 8):
        confirmed(session, days_ago=days)
    assert count_waiting_long(session, 7) == 2
