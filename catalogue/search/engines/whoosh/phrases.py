"""Finds where terms keep their distances: quotations, and words the dictionary lacks."""

import numpy as np

from catalogue.search.engines.whoosh.snapshot import Snapshot
from catalogue.search.engines.whoosh.terms import DOCUMENT_SHIFT, Mask, Numbers
from catalogue.search.query import Phrase

MANY = 4096
"""Numbers from which on a binary search for each takes longer than to rule most of them out by their traces."""
TRACE_BITS = 18
DOCUMENT_IN_TRACE = 23
"""Moves the document down to where it differs from most places in it, which are below 512 in a text."""


def documents_with(snapshot: Snapshot, phrase: Phrase, among: Numbers) -> Numbers:
    """Those of the documents `among` (ascending, all holding every term) where the phrase stands somewhere."""
    standing = snapshot.standing([(term,) for term, _offset in phrase], snapshot.mask(among))
    starts = [places - offset for places, (_term, offset) in zip(standing, phrase, strict=True)]
    fewest, *others = sorted(starts, key=len)
    for other in others:
        fewest = fewest.compress(is_in(fewest, other))
    return documents_at(fewest)


def documents_at(places: Numbers) -> Numbers:
    """The documents of ascending places, each once."""
    documents = places >> DOCUMENT_SHIFT
    return documents.compress(np.append(True, documents[1:] != documents[:-1])) if len(documents) else documents


def is_in(few: Numbers, many: Numbers) -> Mask:
    """Which of the few are among the many; the many ascend."""
    if not len(many):
        return np.zeros(len(few), np.bool_)
    if len(few) < MANY:
        return _found_in(few, many)
    marks = np.zeros(1 << TRACE_BITS, np.bool_)
    marks[_trace(many)] = True
    among = marks.take(_trace(few))
    traced = among.nonzero()[0]
    among[traced] = _found_in(few.take(traced), many)
    return among


def _found_in(few: Numbers, many: Numbers) -> Mask:
    places = many.searchsorted(few)
    places[places == len(many)] = 0
    return many.take(places) == few


def _trace(places: Numbers) -> Numbers:
    """A small number of each, mostly different ones for different places."""
    return (places ^ (places >> DOCUMENT_IN_TRACE)) & ((1 << TRACE_BITS) - 1)
