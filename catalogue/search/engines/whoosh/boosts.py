"""What lifts a document beyond its words: being exactly what was asked for, and being a good record (merits.py)."""

import numpy as np

from catalogue.search.engines.whoosh.schema import title_key
from catalogue.search.engines.whoosh.snapshot import Snapshot
from catalogue.search.engines.whoosh.vectors import Found
from catalogue.search.query import Wishes

EXACT_TITLE = 2.0  # whoever types a title wants that thing before longer titles with the same words


def boosted(snapshot: Snapshot, found: Found, wishes: Wishes) -> Found:
    """The same documents with the boosts in their scores."""
    factors = snapshot.merits[found.numbers]
    names = wishes.names or ("".join(wish.text for wish in wishes.wanted),)
    asked = np.array([title_key(name) for name in names], np.uint64)
    exact = np.isin(snapshot.table.plain["title"][found.numbers], asked)
    if exact.any():
        factors[exact] *= np.float32(EXACT_TITLE)
    return found.times(factors)
