"""Keeps identifiers short enough for a database key without letting two long ones become one."""

import hashlib

from harvesters.formats.text import one_line

LONGEST = 500


def bounded_key(text: str) -> str:
    """The identifier on one line; a long one keeps its beginning and a hash of the whole."""
    key = one_line(text)
    if len(key) <= LONGEST:
        return key
    return f"{key[:400]}#{short_hash(key)}"


def short_hash(text: str) -> str:
    """32 hexadecimal digits that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
