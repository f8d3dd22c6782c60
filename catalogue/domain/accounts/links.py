"""Links that are mailed: signed for one purpose, with a time, so that holding one proves who reads the mailbox."""

import hashlib
from datetime import timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from catalogue.errors import CatalogueError
from catalogue.models import Account

LONGEST_TOKEN = 1000


class BadLink(CatalogueError):
    """A link that is not ours, too old, or was used; the message says how to get another."""


def signed_token(purpose: str, content: list[str]) -> str:
    return str(_signer(purpose).dumps(content))


def read_token(purpose: str, token: str, lasts: timedelta) -> list[str]:
    """What was signed. Raises BadLink."""
    try:
        content: Any = _signer(purpose).loads(token[:LONGEST_TOKEN], max_age=int(lasts.total_seconds()))
    except SignatureExpired as error:
        raise BadLink("这个链接已经过期，请重新申请一个。") from error
    except BadSignature as error:
        raise BadLink("这个链接不完整或不是本站发出的，请从邮件里完整地复制链接。") from error
    return [str(part) for part in content]


def mailed_address(path: str) -> str:
    """What stands in a mail: the address under BASE_URL; without one, the path and what to put before it.

    The host of a request is never believed here: whoever asks for a mail to somebody else could choose it.
    """
    base = str(current_app.config["BASE_URL"]).rstrip("/")
    return base + path if base else f"（在本站网址后面接上）{path}"


def print_of(account: Account) -> str:
    """A print of how the account is entered now; a link that carries it dies with the password or the address."""
    return hashlib.sha256(f"{account.password_hash} {account.email}".encode()).hexdigest()[:32]


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"mailed-link:{purpose}")
