"""Sending the outbox: each message at least once.

A message is claimed for a while before it is handed over and marked as sent after. A worker killed in between may have
handed it over or not; the next one sends it, perhaps a second time, with the same Message-ID. Never to send twice
would mean sometimes not to send at all, and a link that never comes is worse than one that comes twice.
"""

import logging
import smtplib
import ssl
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from catalogue.db import db, now, writing
from catalogue.domain.ledger.events import SYSTEM, move
from catalogue.domain.mail.server import BadMailServer, MailServer, as_message, connected
from catalogue.models import OutgoingMail

BATCH = 50
CLAIM = timedelta(minutes=10)
"""Longer than handing over one message can take."""
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 12
"""With waits that double from two minutes up to the longest, a little more than a day."""
LONGEST_FAILURE = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sent:
    """What became of one batch; `left` still wait for another try."""

    sent: int = 0
    left: int = 0


class _Refused(Exception):
    """The server does not take this message; `final` when it never will. The connection is still good."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.final = final


def send_due_mail(server: MailServer, sender: str, tls: ssl.SSLContext | None = None) -> Sent:
    """Hand over what is due, in one connection; a server that cannot be reached ends the batch."""
    number = _claim()
    if number is None:
        return Sent()
    try:
        with connected(server, tls) as smtp:
            return _hand_over_all(smtp, sender, number)
    except (OSError, BadMailServer) as error:
        log.warning("mail server %s: %s", server.host, error)
        _put_back(number, str(error), final=False)
        return Sent(left=1)


def _hand_over_all(smtp: smtplib.SMTP, sender: str, first: int) -> Sent:
    number: int | None = first
    sent = left = 0
    while number is not None:
        try:
            _hand_over(smtp, sender, number)
        except _Refused as refused:
            left += 1
            _put_back(number, str(refused), final=refused.final)
        except OSError as error:
            log.warning("mail server broke off: %s", error)
            _put_back(number, str(error), final=False)
            return Sent(sent, left + 1)
        else:
            sent += 1
            _mark_sent(number)
        number = _claim() if sent + left < BATCH else None
    return Sent(sent, left)


def _hand_over(smtp: smtplib.SMTP, sender: str, number: int) -> None:
    mail = db.session.get(OutgoingMail, number)
    if mail is None:
        return  # its reader closed the account a moment ago
    try:
        smtp.send_message(as_message(mail, sender))
    except smtplib.SMTPRecipientsRefused as error:
        [(code, words)] = error.recipients.values()
        raise _Refused(f"{code} {_text(words)}", final=code >= 500) from error
    except smtplib.SMTPResponseException as error:
        raise _Refused(f"{error.smtp_code} {_text(error.smtp_error)}", final=error.smtp_code >= 550) from error
    except (smtplib.SMTPNotSupportedError, ValueError) as error:
        raise _Refused(str(error), final=True) from error


def _claim() -> int | None:
    """The message that is due first, kept from other workers for a while; its number, or None."""
    with writing() as session:
        due = select(OutgoingMail).where(OutgoingMail.state == "waiting", OutgoingMail.next_try_at <= now())
        mail = session.scalar(due.order_by(OutgoingMail.next_try_at).limit(1).with_for_update(skip_locked=True))
        if mail is None:
            return None
        mail.tries += 1
        mail.next_try_at = now() + CLAIM
        return mail.id


def _mark_sent(number: int) -> None:
    with writing() as session:
        mail = session.get(OutgoingMail, number)
        if mail is not None and mail.state == "waiting":
            move(session, mail, "sent", by=SYSTEM)
            mail.sent_at, mail.failure = now(), ""


def _put_back(number: int, failure: str, *, final: bool) -> None:
    """Try later, each time after a longer wait, or no more; the address in a failure stays out of the events."""
    with writing() as session:
        mail = session.get(OutgoingMail, number)
        if mail is None or mail.state != "waiting":
            return
        mail.failure = failure[:LONGEST_FAILURE]
        mail.next_try_at = now() + min(timedelta(minutes=2**mail.tries), LONGEST_WAIT)
        if final or mail.tries >= MOST_TRIES:
            move(session, mail, "failed", by=SYSTEM)


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
