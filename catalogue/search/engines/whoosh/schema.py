"""What a Whoosh index of ours holds: the terms of each document with their places, and one stored record."""

from collections.abc import Iterator, Mapping
from struct import pack
from typing import Any

import numpy as np
from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Positions

from catalogue.search.engine import Document
from catalogue.search.engines.whoosh.terms import term_key
from catalogue.search.text import analyser, normalise

LAYOUT = 3
"""Of our fields and of what lies beside the segments; to be raised when that changes."""

IDS = "id"
WORDS = "words"
RECORD = "record"


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

    def index(self, value: Mapping[str, str], **_options: Any) -> Iterator[tuple[bytes, int, float, Mapping[str, str]]]:
        """The texts as they are: Whoosh hands them on to the pool, which gathers the words of many documents."""
        yield b"", 0, 1.0, value


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
    return {IDS: document.id, RECORD: record, WORDS: document.texts}


def title_key(title: str) -> int:
    """A number that two titles share when they have the same letters, characters and digits."""
    return term_key("".join(filter(str.isalnum, normalise(title).lower())).encode())
