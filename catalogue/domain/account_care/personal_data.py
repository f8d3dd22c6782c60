"""A copy of everything kept about a person, as JSON, written piece by piece (PIPL, article 45)."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.accounts.recovery_codes import recovery_codes_left
from catalogue.domain.accounts.sessions import sessions_of
from catalogue.domain.applications.applying import applications_of
from catalogue.models import Account, Event, Invitation, OutgoingMail

PORTION = 1000


def personal_data(session: Session, account: Account) -> Iterator[str]:
    """One JSON object in pieces; events, which may be very many, come last and are never all held at once.

    Left out is what only opens doors: hashes of the password and of codes, the secret of the second factor, links.
    """
    head = json.dumps(_head(session, account), ensure_ascii=False, indent=1)
    yield head.removesuffix("\n}") + ',\n "events": ['
    between = "\n  "
    for event in _events(session, account):
        yield between + json.dumps(_event(event), ensure_ascii=False)
        between = ",\n  "
    yield "\n ]\n}\n"


def _head(session: Session, account: Account) -> dict[str, Any]:
    return {
        "copied_at": now().isoformat(),
        "account": {
            "id": account.public_id,
            "email": account.email,
            "name": account.name,
            "staff_roles": account.staff_roles,
            "created_at": account.created_at.isoformat(),
            "second_factor": account.totp_secret is not None,
            "recovery_codes_left": recovery_codes_left(session, account),
        },
        "memberships": [
            {"institution": one.institution.name, "role": one.role, "since": one.created_at.isoformat()}
            for one in account.memberships
        ],
        "applications": [
            {
                "at": _time(one.created_at),
                "institution": one.name,
                "phone": one.phone,
                "duty": one.duty,
                "state": one.state,
            }
            for one in applications_of(session, account)
        ],
        "sessions": [
            {"address": one.address, "device": one.device, "from": _time(one.created_at), "to": _time(one.seen_at)}
            for one in sessions_of(session, account)
        ],
        "invitations": [
            {"at": _time(one.created_at), "name": one.name, "state": one.state}
            for one in session.scalars(select(Invitation).where(Invitation.email == account.email))
        ],
        "mails": [
            {"at": _time(one.created_at), "subject": one.subject, "state": one.state}
            for one in session.scalars(select(OutgoingMail).where(OutgoingMail.recipient == account.email))
        ],
    }


def _events(session: Session, account: Account) -> Iterator[Event]:
    """What the person did, and what was done with the account."""
    about = (Event.subject_type == "account") & (Event.subject_id == account.public_id)
    theirs = select(Event).where(or_(Event.actor == account.actor, about)).order_by(Event.id)
    return iter(session.scalars(theirs.execution_options(yield_per=PORTION)))


def _event(event: Event) -> dict[str, str]:
    return {
        "at": _time(event.at),
        "by": event.actor,
        "what": event.what,
        "subject": f"{event.subject_type}:{event.subject_id}",
        "before": event.before,
        "after": event.after,
        "note": event.note,
        "from": event.origin,
    }


def _time(at: datetime) -> str:
    return at.isoformat()
