"""How long applications are kept: what an applicant takes back goes at once, what nobody came back for after a time."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.account_care.closing import close_account
from catalogue.domain.applications.applying import applications_of
from catalogue.domain.applications.deciding import must_wait
from catalogue.domain.applications.letters import post_expired
from catalogue.domain.applications.proofs import PORTION, drop_proof
from catalogue.domain.ledger.events import SYSTEM, record_event
from catalogue.models import Account, Application, Event


def take_back(session: Session, folder: Path, application: Application, *, by: str) -> None:
    """By the applicant: nothing of it stays but the events. Raises CatalogueError for one that was decided."""
    must_wait(application)
    _delete(session, folder, application, "application.taken_back", by=by)


def drop_unconfirmed(session: Session, folder: Path, keep_days: int) -> int:
    """Delete a portion of what waits and whose address nobody confirmed in time; returns how many went.

    The account goes as well when nobody ever signed in to it and it is there for nothing else.
    """
    old = Application.created_at < now() - timedelta(days=keep_days)
    waiting = (Application.state == "open", Application.email_confirmed_at.is_(None), old)
    applications = session.scalars(select(Application).where(*waiting).limit(PORTION).with_for_update()).all()
    for application in applications:
        account = application.account
        name = application.name
        _delete(session, folder, application, "application.expired", by=SYSTEM)
        if _is_for_nothing_else(session, account):
            close_account(session, account, by=SYSTEM)
        else:
            post_expired(session, account, institution=name, days=keep_days)
    return len(applications)


def forget_refused(session: Session, keep_days: int) -> None:
    """Erase how to reach those who were refused before the time; what was decided about the institution stays."""
    refused = (Application.state == "refused", Application.decided_at < now() - timedelta(days=keep_days))
    for application in session.scalars(select(Application).where(*refused, Application.phone != "")):
        application.phone = application.duty = ""


def _delete(session: Session, folder: Path, application: Application, event: str, *, by: str) -> None:
    record_event(session, event, application, by=by, before=application.state, after="", note="")
    session.delete(application)
    session.flush()
    drop_proof(folder, application)


def _is_for_nothing_else(session: Session, account: Account) -> bool:
    if account.memberships or account.staff_roles or applications_of(session, account):
        return False
    came = exists().where(Event.actor == account.actor, Event.what == "account.signed_in")
    return not session.scalar(select(came))
