"""The mail server: where it is, how it is spoken to (SMTP, RFC 5321), and one message as it wants it (RFC 5322)."""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import unquote, urlsplit

from catalogue.errors import CatalogueError
from catalogue.models import OutgoingMail

TIMEOUT_SECONDS = 20
PORTS = {"smtp": 587, "smtps": 465}


class BadMailServer(CatalogueError):
    """SMTP_URL that cannot be read, or a server that a password would be sent to in the clear."""


@dataclass(frozen=True)
class MailServer:
    """`tls` from the start (smtps); else STARTTLS is used where offered, and demanded before a password is sent."""

    host: str
    port: int
    tls: bool
    user: str = ""
    password: str = ""


def read_smtp_url(url: str) -> MailServer:
    """smtp://user:password@host:587, or smtps:// for TLS from the start. Raises BadMailServer."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        parts, port = urlsplit(""), 0
    if not port or not parts.hostname:
        raise BadMailServer("SMTP_URL 写得不对，应该像 smtp://用户:密码@主机:587 或 smtps://用户:密码@主机")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, port, parts.scheme == "smtps", user, password)


def sender_address(settings: Mapping[str, Any]) -> str:
    """What mail is sent from: MAIL_FROM, else CONTACT_EMAIL, else no-reply at the site's own host."""
    host = urlsplit(str(settings["BASE_URL"])).hostname or "localhost"
    return str(settings["MAIL_FROM"] or settings["CONTACT_EMAIL"] or f"no-reply@{host}")


@contextmanager
def connected(server: MailServer, tls: ssl.SSLContext | None = None) -> Iterator[smtplib.SMTP]:
    """A connection that is greeted, encrypted and signed in. Raises OSError (smtplib's own too) or BadMailServer."""
    context = tls or ssl.create_default_context()
    with _connect(server, context) as smtp:
        smtp.ehlo_or_helo_if_needed()
        if not server.tls and smtp.has_extn("starttls"):
            smtp.starttls(context=context)
            smtp.ehlo()
        elif not server.tls and server.user:
            raise BadMailServer("邮件服务器不支持加密（STARTTLS），不能把密码明文发给它；请改用 smtps:// 或去掉密码")
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp


def _connect(server: MailServer, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.tls:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)


def as_message(mail: OutgoingMail, sender: str) -> EmailMessage:
    """The same Message-ID each time, so that a message sent twice is known as one by those who receive it."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = f"<{mail.public_id}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no machine is to answer
    message.set_content(mail.text)
    return message
