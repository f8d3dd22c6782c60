"""How much a term says about a document: BM25F over its texts, worked out once, when the document is written.

BM25F adds up how often a word stands in each text, every text with its own weight and measured against its length,
and only then lets repetition saturate: Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009).
How rare the term is comes in at search time. Whoever changes a number here raises LAYOUT in schema.py.
"""

from collections.abc import Mapping

import numpy as np

from catalogue.search.engine import TEXTS
from catalogue.search.engines.whoosh.arrays import Array

TEXT_WEIGHTS = {"title": 8.0, "topics": 3.0, "teachers": 3.0, "provider": 2.0, "summary": 1.5, "body": 1.0}
"""A word in the title says what a thing is about; one in a long body may be there by chance."""

TYPICAL_LENGTHS = {"title": 6.0, "topics": 8.0, "teachers": 3.0, "provider": 3.0, "summary": 40.0, "body": 200.0}
"""Words. Fixed, not counted: a score then never depends on which other documents there are."""

LENGTH_MATTERS = 0.6  # b of BM25: 0 ignores how long a text is, 1 divides by it; titles differ little in length
SATURATION = 4.0  # k1 of BM25, on the scale of the weights above: one title hit is not drowned by a chatty body

PLACES_PER_TEXT = 1 << 16
"""Each text has its own range of places, so that no phrase reaches from one into the next."""

FIRST_PLACES = {name: number * PLACES_PER_TEXT for number, name in enumerate(TEXTS)}


def weights_per_occurrence(names: Array, lengths: Array) -> Array:
    """What one occurrence adds in each text, by the places of their names in TEXTS and their lengths in words."""
    weights, typical = _by_name(TEXT_WEIGHTS)[names], _by_name(TYPICAL_LENGTHS)[names]
    by_length: Array = weights / (1 - LENGTH_MATTERS + LENGTH_MATTERS * lengths / typical)
    return by_length


def _by_name(numbers: Mapping[str, float]) -> Array:
    return np.array([numbers[name] for name in TEXTS])


def impact(weights: Array) -> Array:
    """Between 0 and 1, from the sums over all occurrences."""
    return weights / (SATURATION + weights)
