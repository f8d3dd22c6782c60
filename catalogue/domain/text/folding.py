"""Folding for screening: what a reader cannot see, or would not notice, must not hide a word from the rules."""

import re

from catalogue.domain.text.characters import folded
from harvesters.formats.text import storable_text

HIDDEN = re.compile(
    "[\x00\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ue000]"
)
BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")


def visible(text: str) -> str:
    """The text without characters that show nothing, and without halves of characters."""
    return HIDDEN.sub("", storable_text(text))


def as_screened(text: str) -> str:
    """Visible text as rules compare it: as characters.folded does, and without blanks between Han characters."""
    return BETWEEN_HAN.sub("", folded(text))
