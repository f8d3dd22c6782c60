"""Attempts at the door: guessing is slowed down and then refused, without anybody being able to lock others out.

Failures are counted by what is tried (an account's password, its codes) and by the place it is tried from: the network,
or, where the account has signed in before, the device. After a few failures a place must wait, longer each time. An
account tried from very many places is closed to new ones for a while, but never to its own devices. All is the same
for accounts that do not exist, since only marks of what was typed are counted.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.counts.network_marks import keyed_mark, network_mark
from catalogue.errors import CatalogueError
from catalogue.models import Attempt

FREE = 5
"""Failures from one place before it must wait: people do mistype."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
OF_SUBJECT_AN_HOUR = 30
"""From all new places together: more than its owner ever mistypes, far too few to guess a password or a code."""
OF_NETWORK_AN_HOUR = 100
"""Over all accounts: a school or a telephone network shares one address."""
MAILS_AN_HOUR = 5


class TooManyAttempts(CatalogueError):
    """Refused untried; `wait_seconds` is when trying again makes sense."""

    def __init__(self, wait: timedelta) -> None:
        self.wait_seconds = max(1, ceil(wait.total_seconds()))
        super().__init__(f"试的次数太多了，为了账号的安全，请过 {_in_words(self.wait_seconds)}再试。")


@dataclass(frozen=True)
class Trial:
    """What somebody tries and from where, as marks; `known`: from a device the account has signed in on before."""

    subject: str
    place: str
    known: bool


def trial(purpose: str, name: str, *, secret: str, address: str | None, device: str = "") -> Trial:
    """`name` is what is tried, say an e-mail address; `device` the id of a known device, or empty."""
    own = keyed_mark(device, secret, purpose="known-device") if device else ""
    place = own or network_mark(address, secret, purpose="attempt")
    return Trial(keyed_mark(name.strip().lower(), secret, purpose=f"attempt:{purpose}"), place, bool(device))


def attempt(session: Session, tried: Trial) -> None:
    """Count one attempt, before anything is compared, so that many at once gain nothing. Raises TooManyAttempts.

    What was right is taken back by `forgive`; what is refused is not counted.
    """
    at = now()
    _wait_at_place(session, tried, at)
    if not tried.known:
        _bound(session, at, Attempt.subject == tried.subject, OF_SUBJECT_AN_HOUR)
        _bound(session, at, Attempt.place == tried.place, OF_NETWORK_AN_HOUR)
    session.add(Attempt(subject=tried.subject, place=tried.place, at=at))
    session.flush()


def forgive(session: Session, tried: Trial) -> None:
    """Forget what was mistyped at this place, now that it was right."""
    here = (Attempt.subject == tried.subject, Attempt.place == tried.place)
    session.execute(delete(Attempt).where(*here))


def may_mail(session: Session, tried: Trial) -> bool:
    """Count a wish for a mail; False when enough went to this subject within the hour. Raises TooManyAttempts.

    Only what is granted counts, so that no flood of wishes keeps the owner from getting a mail in the next hour.
    """
    at = now()
    _bound(session, at, Attempt.place == tried.place, OF_NETWORK_AN_HOUR)
    granted, _ = _counted(session, Attempt.subject == tried.subject, Attempt.at > at - HOUR)
    if granted >= MAILS_AN_HOUR:
        return False
    session.add(Attempt(subject=tried.subject, place=tried.place, at=at))
    session.flush()
    return True


def drop_old_attempts(session: Session) -> None:
    """After a day no attempt counts any more."""
    session.execute(delete(Attempt).where(Attempt.at < now() - DAY))


def _wait_at_place(session: Session, tried: Trial, at: datetime) -> None:
    here = (Attempt.subject == tried.subject, Attempt.place == tried.place, Attempt.at > at - DAY)
    failures, last = _counted(session, *here)
    if failures < FREE or last is None:
        return
    doublings = min(failures - FREE, 10)
    until = last + min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)
    if at < until:
        raise TooManyAttempts(until - at)


def _bound(session: Session, at: datetime, which: ColumnElement[bool], most: int) -> None:
    failures, last = _counted(session, which, Attempt.at > at - HOUR)
    if failures >= most and last is not None:
        raise TooManyAttempts(last + HOUR - at)


def _counted(session: Session, *conditions: ColumnElement[bool]) -> tuple[int, datetime | None]:
    """How many, and when the last one was."""
    number, last = session.execute(select(func.count(), func.max(Attempt.at)).where(*conditions)).one()
    return number, last


def _in_words(seconds: int) -> str:
    return f"{seconds} 秒" if seconds < 60 else f"{-(-seconds // 60)} 分钟"
