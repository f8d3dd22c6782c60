"""What a Whoosh index of ours holds: the terms of each text with their positions, and one stored record a document."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Positions

from catalogue.search.engine import TEXTS, Document
from catalogue.search.text import ANALYSER, terms

FORMAT = f"{ANALYSER}/1"
"""Recorded beside each index: the analyser, and our own layout of fields, to be raised when that changes."""


class Terms(FieldType):
    """A text indexed by the terms of our own analyser; Whoosh's analysers take no part."""

    def __init__(self) -> None:
        super().__init__(format=Positions(), analyzer=None, scorable=True)

    def index(self, value: str, **_options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Whoosh's posting of each term: its bytes, frequency, weight and encoded positions."""
        positions: dict[str, list[int]] = defaultdict(list)
        for term, position in terms(value):
            positions[term].append(position)
        for term, places in positions.items():
            yield term.encode(), len(places), float(len(places)), self.format.encode(places)


def schema() -> Schema:
    texts = {name: Terms() for name in TEXTS}
    return Schema(id=ID(unique=True, stored=True), record=STORED(), **texts)


def fields_of(document: Document) -> dict[str, Any]:
    """A document as Whoosh takes it."""
    record = {
        "type": document.type,
        "version": document.version,
        "time": document.date.timestamp(),
        "popularity": document.popularity,
        "facets": {name: codes for name, codes in document.facets.items() if codes},
    }
    texts = {name: text for name, text in document.texts.items() if text}
    return {"id": document.id, "record": record, **texts}
