"""What a Whoosh index of ours holds: the terms of each document with their places, and one stored record."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from struct import pack
from typing import Any

import numpy as np
from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Positions

from catalogue.search.engine import TEXTS, Document
from catalogue.search.engines.whoosh.impact import FIRST_PLACES, PLACES_PER_TEXT, impact, weight_per_occurrence
from catalogue.search.engines.whoosh.terms import term_key
from catalogue.search.text import analyser, normalise, terms

LAYOUT = 2
"""Of our fields and of what lies beside the segments; to be raised when that changes."""

WORDS = "words"
RECORD = "record"

MAX_REPEATED_CHARACTERS = 64
"""Texts up to this long (names of institutions, topics, teachers) come again and again and are cut once."""

Posting = tuple[bytes, int, float, bytes]
Cut = tuple[tuple[str, int], ...]


class Places(Positions):
    """Whoosh's format of positions, packed as 32-bit numbers: smaller and faster than its pickled lists."""

    def encode(self, poslist: list[int]) -> bytes:
        return pack(f"<{len(poslist)}I", *poslist)

    def decode_positions(self, valuestring: bytes) -> list[int]:
        places: list[int] = np.frombuffer(valuestring, "<u4").tolist()
        return places

    def decode_frequency(self, valuestring: bytes) -> int:
        return len(valuestring) // 4


class Words(FieldType):
    """All texts of a document as one list of terms, each with its impact as weight."""

    def __init__(self) -> None:
        super().__init__(format=Places(), analyzer=None)

    def index(self, value: Mapping[str, str], **_options: Any) -> Iterator[Posting]:
        """Whoosh's posting of each term: its bytes, frequency, weight and encoded places."""
        places: dict[str, list[int]] = defaultdict(list)
        weights: dict[str, float] = defaultdict(float)
        for name in TEXTS:
            if text := value.get(name):
                found = _repeated(text) if len(text) <= MAX_REPEATED_CHARACTERS else _cut(text)
                first, weight = FIRST_PLACES[name], weight_per_occurrence(name, len(found))
                for term, place in found:
                    places[term].append(first + place)
                    weights[term] += weight
        for term, standing in places.items():
            encoded = pack(f"<{len(standing)}I", *standing)
            yield term.encode(), len(standing), impact(weights[term]), encoded


def _cut(text: str) -> Cut:
    return tuple(islice(terms(text), PLACES_PER_TEXT // 2))


_repeated = lru_cache(maxsize=8192)(_cut)


def written_format() -> str:
    """Recorded beside each index: the analyser and the layout. An index of another one is built anew."""
    return f"{analyser()}/{LAYOUT}"


def schema() -> Schema:
    return Schema(id=ID(unique=True, stored=True), record=STORED(), words=Words())


def fields_of(document: Document) -> dict[str, Any]:
    """A document as Whoosh takes it."""
    record = {
        "type": document.type,
        "version": document.version,
        "time": document.date.timestamp(),
        "popularity": document.popularity,
        "title": title_key(document.texts.get("title", "")),
        "quality": document.quality,
        "facets": {name: codes for name, codes in document.facets.items() if codes},
    }
    return {"id": document.id, RECORD: record, WORDS: document.texts}


def title_key(title: str) -> int:
    """A number that two titles share when they have the same letters, characters and digits."""
    return term_key("".join(filter(str.isalnum, normalise(title).lower())).encode())
