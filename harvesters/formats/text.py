"""Cleans text of what no reader wants: control characters, stray spaces, halves of characters."""

import re
import unicodedata

CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
SURROGATES = re.compile(r"[\ud800-\udfff]")
BLANKS = re.compile(r"[^\S\n]+")
BLANK_LINES = re.compile(r" ?\n[\s\n]*\n ?| ?\n ?")


def storable_text(text: str) -> str:
    """The text without NUL and lone surrogates, which databases refuse."""
    return SURROGATES.sub("\ufffd", text).replace("\x00", "")


def one_line(text: str) -> str:
    """The text on one line, NFC, single spaces, without control and direction characters."""
    return " ".join(paragraphs(text).split())


def paragraphs(text: str) -> str:
    """The same as `one_line`, but lines are kept and at most one empty line stands between them."""
    if not text or (text.isalnum() and unicodedata.is_normalized("NFC", text)):
        return text  # most cells of a table are empty or one word, and there are millions of cells
    text = unicodedata.normalize("NFC", storable_text(text)).replace("\r\n", "\n").replace("\r", "\n")
    text = BLANKS.sub(" ", CONTROLS.sub(" ", text))
    return BLANK_LINES.sub(lambda gap: "\n\n" if gap.group().count("\n") > 1 else "\n", text).strip()


def cut(text: str, limit: int) -> str:
    """At most `limit` characters; an ellipsis shows where something was left out."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
