"""Reads for whom something is (面向老年人、残疾人等群体) as the bare words for these people."""

import re
from collections.abc import Sequence

from harvesters.formats.cells import several

BEFORE = re.compile(r"^(?:主要)?(?:面向|针对|适合于?|适用于?|服务于?|供|for\s)(?:广大|全省|全市|全体|各类)?|^广大")
AFTER = re.compile(r"(?:等(?:各类)?)?(?:人群|群体|人士使用|学习者?|使用|观看|参加|等)$")
AND = re.compile(r"[和与及/／]|以及")
LONGEST = 20  # beyond it is a sentence, not a name for people


def read_audiences(texts: Sequence[str] | None) -> tuple[str, ...]:
    """The groups of people named, each a word by itself; names of two groups joined by 和 come apart."""
    found: list[str] = []
    for text in several(texts):
        said = AFTER.sub("", BEFORE.sub("", text.strip()))
        found += [said] if len(said) > LONGEST else AND.split(said)
    return tuple(dict.fromkeys(part for word in found if (part := AFTER.sub("", word.strip()))))
