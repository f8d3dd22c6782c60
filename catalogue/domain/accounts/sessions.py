"""Sessions: opened by whoever proved who they are, and ended by time or by their owner."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from catalogue.db import now
from catalogue.domain.ledger.events import record_event
from catalogue.errors import NotFound
from catalogue.models import Account, AccountSession, Membership

IDLE = timedelta(hours=12)
"""A session nobody used for so long has ended: the next morning people sign in anew."""
LONGEST = timedelta(days=14)
SEEN_EVERY = timedelta(minutes=5)
"""How exactly a session knows when it was last used: not every page may cost a write."""
MOST_DEVICE = 200
KEY_BYTES = 32


def open_session(session: Session, account: Account, *, address: str, device: str) -> str:
    """Open a session and return its key, which is kept nowhere but in the person's cookie."""
    key = secrets.token_urlsafe(KEY_BYTES)
    opened = AccountSession(account=account, key_hash=hash_of(key), address=address, device=device[:MOST_DEVICE])
    session.add(opened)
    session.flush()
    record_event(session, "account.signed_in", account, by=account.actor, before="", after="", note=opened.device)
    return key


def renew_key(opened: AccountSession) -> str:
    """Another key for a session whose person proved more: who planted or saw the one before gains nothing by it."""
    key = secrets.token_urlsafe(KEY_BYTES)
    opened.key_hash = hash_of(key)
    return key


def find_session(session: Session, key: str, at: datetime | None = None) -> AccountSession | None:
    """The session with this key when it has not ended and its account may sign in; the account's roles are loaded."""
    query = select(AccountSession).where(AccountSession.key_hash == hash_of(key))
    account = joinedload(AccountSession.account)
    query = query.options(account.selectinload(Account.memberships).joinedload(Membership.institution))
    found = session.scalar(query)
    if found is None or found.account.state != "active" or has_ended(found, at or now()):
        return None
    return found


def has_ended(opened: AccountSession, at: datetime) -> bool:
    return at - opened.seen_at > IDLE or at - opened.created_at > LONGEST


def note_use(opened: AccountSession) -> None:
    """Remember that a session is in use; inside writing()."""
    opened.seen_at = now()


def wants_noting(opened: AccountSession) -> bool:
    return now() - opened.seen_at > SEEN_EVERY


def sessions_of(session: Session, account: Account) -> list[AccountSession]:
    """Those that have not ended, the one used last first."""
    rows = session.scalars(select(AccountSession).where(AccountSession.account_id == account.id))
    standing = [row for row in rows if not has_ended(row, now())]
    return sorted(standing, key=lambda row: row.seen_at, reverse=True)


def own_session(session: Session, account: Account, public_id: str) -> AccountSession:
    """One of the account's sessions. Raises NotFound, for those of others too."""
    theirs = (AccountSession.account_id == account.id, AccountSession.public_id == public_id)
    opened = session.scalar(select(AccountSession).where(*theirs))
    if opened is None:
        raise NotFound("没有这台设备，可能已经退出了")
    return opened


def end_session(session: Session, opened: AccountSession, *, by: str) -> None:
    account = opened.account
    session.delete(opened)
    record_event(session, "account.signed_out", account, by=by, before="", after="", note=opened.device)


def end_sessions(session: Session, account: Account, *, by: str, but: AccountSession | None = None) -> None:
    """End all sessions of an account, but for one."""
    for opened in session.scalars(select(AccountSession).where(AccountSession.account_id == account.id)):
        if opened is not but:
            end_session(session, opened, by=by)


def drop_ended_sessions(session: Session) -> int:
    """Delete what ended by time; returns how many."""
    ended = (AccountSession.seen_at < now() - IDLE) | (AccountSession.created_at < now() - LONGEST)
    return session.execute(delete(AccountSession).where(ended)).rowcount  # type: ignore[attr-defined]


def hash_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
