"""Queries people might ask of the benchmark's corpus: words of the real titles, alone, together, quoted, filtered."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.corpus import SEED, documents, sources
from catalogue.search.engine import Query
from catalogue.search.text import normalise, words

FACETS = ("topic", "audience", "kind", "level", "institution", "region", "language")
PER_KIND = 30
MOST_COMMON = 150
SAMPLE = 500


@dataclass(frozen=True, eq=False)
class Asked:
    """A query, and which class of queries it belongs to."""

    kind: str
    query: Query


def queries() -> list[Asked]:
    """About 240 in a mixed order, no words asked twice in the same way; always the same ones."""
    chance = random.Random(SEED + 1)
    found = {(asked.kind, asked.query.text, asked.query.sort): asked for asked in _asked(chance)}
    return chance.sample(list(found.values()), len(found))


def _asked(chance: random.Random) -> Iterator[Asked]:
    words_by_rank = _title_words()
    common, rare = words_by_rank[:MOST_COMMON], words_by_rank[len(words_by_rank) // 3 :]
    phrases = chance.sample([course.title for course in sources().courses if 4 < len(course.title) < 10], PER_KIND)
    for word, seldom, phrase in zip(
        chance.sample(common, PER_KIND), chance.sample(rare, PER_KIND), phrases, strict=True
    ):
        two = chance.sample(common, 2)
        yield _all_facets("common", word)
        yield _all_facets("rare", seldom)
        yield _all_facets("two words", " ".join(two))
        yield _all_facets("three words", " ".join([*two, chance.choice(words_by_rank)]))
        yield _all_facets("phrase", f'"{phrase}"')
        yield _all_facets("filtered", chance.choice(common), filters=_filters(chance))
        yield _all_facets("page 20", chance.choice(common), offset=380)
        yield _all_facets("newest", chance.choice(common), sort="newest")


def _all_facets(kind: str, text: str, **wishes: Any) -> Asked:
    return Asked(kind, Query(text, facets=FACETS, **wishes))


def _filters(chance: random.Random) -> dict[str, tuple[str, ...]]:
    """One or two choices in one or two facets, as people make them."""
    names = chance.sample(("audience", "kind", "level", "topic"), chance.choice((1, 2)))
    return {name: tuple(chance.sample(_frequent_codes(name), chance.choice((1, 2)))) for name in names}


@cache
def _frequent_codes(name: str) -> list[str]:
    """Codes that many documents have."""
    counts = Counter(code for document in documents(SAMPLE) for code in document.facets[name])
    return [code for code, _count in counts.most_common(5)]


def _title_words() -> list[str]:
    """Words of two and more characters in real titles, the most frequent first."""
    found = (word.text for course in sources().courses for word in words(normalise(course.title)))
    counts = Counter(word for word in found if len(word) > 1)
    return [word for word, _count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
