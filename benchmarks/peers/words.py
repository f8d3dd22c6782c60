"""The words every peer is fed, so that engines are compared and not segmenters."""

from dataclasses import dataclass

from catalogue.search.engine import TEXTS, Document, Query
from catalogue.search.engines.whoosh.impact import TEXT_WEIGHTS
from catalogue.search.text import terms

FIELDS = tuple(name for name in TEXTS if name != "body")
WEIGHTS = {name: TEXT_WEIGHTS[name] for name in FIELDS}


@dataclass(frozen=True)
class Answer:
    """What a peer found: ids of one page, the total, and counts by facet and code."""

    ids: list[str]
    total: int
    facets: dict[str, dict[str, int]]


def spaced(text: str) -> str:
    """The terms of a text with blanks between them."""
    return " ".join(term for term, _place in terms(text))


def texts_of(document: Document) -> dict[str, str]:
    return {name: spaced(document.texts.get(name, "")) for name in FIELDS}


def asked_words(query: Query) -> list[list[str]]:
    """What must all be there: lists of words that must stand side by side, of one word mostly."""
    if query.text.startswith('"'):
        return [spaced(query.text).split()]
    return [[word] for part in query.text.split() for word in spaced(part).split()[:1]]


def others(query: Query, facet: str) -> dict[str, tuple[str, ...]]:
    """The choices that narrow the counts of a facet: all but its own."""
    return {name: codes for name, codes in query.filters.items() if name != facet}
