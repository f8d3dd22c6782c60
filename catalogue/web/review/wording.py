"""Word by word: what a text lost and what it gained, for people who read changes."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from catalogue.search import dictionary

MOST_WORDS = 12_000
"""Of either text; longer ones are shown whole, before and after: comparing takes memory by the product of both."""
_PIECE = re.compile(r"(?P<han>[\u3400-\u9fff]+)|[^\W\u3400-\u9fff]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `kind` is `same`, `lost` or `gained`."""

    kind: str
    text: str


def word_changes(before: str, after: str) -> list[Piece]:
    """Both texts in one, in their order; what was replaced stands before what replaced it."""
    old, new = _words(before), _words(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return _replaced(before, after)
    pieces: list[Piece] = []
    lost = gained = ""
    for step in Indel.opcodes(old, new):
        if step.tag != "equal":
            lost += "".join(old[step.src_start : step.src_end])
            gained += "".join(new[step.dest_start : step.dest_end])
            continue
        pieces += _replaced(lost, gained)
        pieces.append(Piece("same", "".join(new[step.dest_start : step.dest_end])))
        lost = gained = ""
    return [*pieces, *_replaced(lost, gained)]


def _replaced(lost: str, gained: str) -> list[Piece]:
    return [Piece(kind, text) for kind, text in (("lost", lost), ("gained", gained)) if text]


def _words(text: str) -> list[str]:
    words: list[str] = []
    for found in _PIECE.finditer(text):
        words += dictionary.cut(found["han"]) if found["han"] else (found.group(),)
    return words
