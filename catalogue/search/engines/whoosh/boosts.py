"""What lifts a document beyond its words: being exactly what was asked for, and being a good record (merits.py)."""

import numpy as np

from catalogue.search.engines.whoosh.schema import title_key
from catalogue.search.engines.whoosh.snapshot import Snapshot
from catalogue.search.engines.whoosh.vectors import Found
from catalogue.search.query import Wishes

EXACT_TITLE = 2.0  # whoever types a title wants that thing before longer titles with the same words


def boosted(snapshot: Snapshot, found: Found, wishes: Wishes) -> Found:
    """The same documents with the boosts in their scores."""
    factors = snapshot.merits.take(found.numbers)
    names = wishes.names or ("".join(wish.text for wish in wishes.wanted),)
    titles = snapshot.table.plain["title"].take(found.numbers)
    for asked in {title_key(name) for name in names}:
        factors[(titles == np.uint64(asked)).nonzero()] *= np.float32(EXACT_TITLE)
    return found.times(factors)
