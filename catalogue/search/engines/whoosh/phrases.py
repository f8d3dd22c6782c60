"""Finds where terms keep their distances: quotations, and words the dictionary lacks."""

import numpy as np

from catalogue.search.engines.whoosh.snapshot import DOCUMENT_SHIFT, Snapshot
from catalogue.search.engines.whoosh.terms import Numbers
from catalogue.search.query import Phrase


def documents_with(snapshot: Snapshot, phrase: Phrase, among: Numbers) -> Numbers:
    """Those of the documents `among` (ascending, all holding every term) where the phrase stands somewhere."""
    starts: Numbers | None = None
    inside = snapshot.mask(among)
    for term, offset in phrase:
        here = snapshot.standing((term,), inside) - offset
        starts = here if starts is None else starts[is_in(starts, here)]
        if not len(starts):
            break
    return documents_at(starts) if starts is not None else among[:0]


def documents_at(places: Numbers) -> Numbers:
    """The documents of ascending places, each once."""
    documents = places >> DOCUMENT_SHIFT
    return documents[np.append(True, documents[1:] != documents[:-1])] if len(documents) else documents


def is_in(few: Numbers, many: Numbers) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which of the few are among the many; the many ascend."""
    if not len(many):
        return np.zeros(len(few), np.bool_)
    places = many.searchsorted(few)
    places[places == len(many)] = 0
    return many[places] == few
