"""Public ids: what addresses and other programs know a thing by."""

import secrets
from base64 import b32encode
from collections.abc import Sequence
from typing import Any

from sqlalchemy import String, event
from sqlalchemy.orm import Mapped, mapped_column

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
LENGTH = 10


def new_public_id() -> str:
    """Ten random base32 characters (50 bits): one space for all kinds of things, never reused."""
    return b32encode(secrets.token_bytes(LENGTH))[:LENGTH].decode().lower()


class HasPublicId:
    """A table with a number for joins and a public id for the world.

    The id, known before a row is stored, also tells which is which of many rows inserted by one statement.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, insert_sentinel=True)


@event.listens_for(HasPublicId, "init", propagate=True)
def _name_at_birth(_thing: HasPublicId, _args: Sequence[Any], values: dict[str, Any]) -> None:
    """A thing has its public id before it is stored, so that events can name it in the same flush."""
    values.setdefault("public_id", new_public_id())
