"""The outbox: messages as those who run the site see them, and what becomes of old ones."""

from datetime import timedelta
from typing import cast

from sqlalchemy import CursorResult, delete, func, select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.ledger.events import move, record_event
from catalogue.errors import NotFound
from catalogue.models import OutgoingMail


def outgoing_mails(session: Session, state: str = "", *, limit: int = 50, offset: int = 0) -> list[OutgoingMail]:
    """A page of messages in one state, or in all; the newest first."""
    mails = select(OutgoingMail).order_by(OutgoingMail.id.desc()).limit(limit).offset(offset)
    return list(session.scalars(mails.where(OutgoingMail.state == state) if state else mails))


def outbox_counts(session: Session) -> dict[str, int]:
    """How many messages are in each state."""
    counted = select(OutgoingMail.state, func.count()).group_by(OutgoingMail.state)
    return dict(session.execute(counted).all())


def find_mail(session: Session, public_id: str) -> OutgoingMail:
    """Raises NotFound."""
    mail = session.scalar(select(OutgoingMail).where(OutgoingMail.public_id == public_id))
    if mail is None:
        raise NotFound(f"没有编号为 {public_id} 的邮件，可能已经到期删除")
    return mail


def note_reading(session: Session, mail: OutgoingMail, *, by: str) -> None:
    """A message may hold a link that opens somebody's account, so it stands in the events who looked at it."""
    record_event(session, "outgoingmail.read", mail, by=by, before="", after="", note="")


def pass_on(session: Session, mail: OutgoingMail, *, by: str) -> None:
    """Somebody gave the message to its reader by hand. Raises IllegalMove for one that was sent."""
    move(session, mail, "sent", by=by, note="by hand")
    mail.sent_at = now()


def retry(session: Session, mail: OutgoingMail, *, by: str) -> None:
    """Have the worker try a failed message again, from the beginning. Raises IllegalMove for any other."""
    move(session, mail, "waiting", by=by)
    mail.tries, mail.next_try_at = 0, now()


def drop_old_mail(session: Session, keep_days: int) -> int:
    """Delete what is older, in whatever state: messages hold names and links. Returns how many went."""
    old = delete(OutgoingMail).where(OutgoingMail.created_at < now() - timedelta(days=keep_days))
    return cast(CursorResult[tuple[int]], session.execute(old)).rowcount
