"""How good a record is, whatever is asked: a gentle factor that orders things which fit equally well."""

import numpy as np

from catalogue.search.engines.whoosh.table import Table
from catalogue.search.engines.whoosh.terms import Floats

COMPLETENESS = 0.06  # a record with a summary, a level and teachers helps more than a bare title
FRESHNESS = 0.05  # of two equal things the newer one; small, for courses age slowly
POPULARITY = 0.06  # what others went to; small, or the first ones listed would stay first for ever
HALF_AGE_SECONDS = 2 * 365 * 86400.0


def merits(table: Table) -> Floats:
    """A factor from 1 upwards for every document, whatever is asked. Age counts from the newest document."""
    if not len(table.ids):
        return np.zeros(0, np.float32)
    times, visits = table.plain["time"], table.plain["popularity"].clip(0)
    youth = 0.5 ** ((times.max() - times) / HALF_AGE_SECONDS)
    fame = np.log1p(visits) / max(1.0, float(np.log1p(visits.max())))
    return (1 + COMPLETENESS * table.plain["quality"] + FRESHNESS * youth + POPULARITY * fame).astype(np.float32)
