"""The vectors against plain arithmetic: every document looked at in Python, on a random corpus."""

import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import log

import pytest

from catalogue.search.engine import Document, Query, SearchEngine
from catalogue.search.engines.whoosh.impact import LENGTH_MATTERS, SATURATION, TEXT_WEIGHTS, TYPICAL_LENGTHS
from catalogue.search.engines.whoosh.ranking import rarity
from catalogue.search.location import open_engine
from catalogue.search.text import terms
from tests.catalogue.search.examples import make_document

WORDS = ("手机", "摄影", "支付", "陶瓷", "编程", "网络", "安全", "课程", "老人", "农村")
CODES = ("a", "b", "c", "d")
COMMITS = 5
PER_COMMIT = 60


@pytest.fixture(scope="module")
def corpus() -> list[Document]:
    chance = random.Random(4)

    def text(longest: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(0, longest)))

    return [
        make_document(
            text(5),
            summary=text(20),
            provider=text(2),
            facets={
                "topic": tuple(chance.sample(CODES, chance.randint(0, 3))),
                "kind": (chance.choice(CODES),),
            },
            popularity=chance.randint(0, 5),
        )
        for _ in range(COMMITS * PER_COMMIT)
    ]


@pytest.fixture(scope="module")
def filled(tmp_path_factory, corpus: list[Document]) -> Iterator[tuple[SearchEngine, list[Document]]]:
    """Written in several commits, so that there are several segments, and every seventh document deleted again."""
    engine = open_engine("whoosh:", tmp_path_factory.mktemp("reference"))
    engine.rebuild([])
    for start in range(0, len(corpus), PER_COMMIT):
        engine.apply(corpus[start : start + PER_COMMIT])
    engine.apply([], [document.id for document in corpus[::7]])
    yield engine, [document for place, document in enumerate(corpus) if place % 7]
    engine.close()


def holding(documents: list[Document], word: str) -> dict[str, float]:
    """The impact of a word by document."""
    found = {}
    for document in documents:
        weight = 0.0
        for name, text in document.texts.items():
            places = list(terms(text))
            length = 1 - LENGTH_MATTERS + LENGTH_MATTERS * len(places) / TYPICAL_LENGTHS[name]
            weight += sum(term == word for term, _ in places) * TEXT_WEIGHTS[name] / length
        if weight:
            found[document.id] = weight / (SATURATION + weight)
    return found


def test_every_word_finds_the_same_documents_in_the_order_of_their_impact(filled):
    engine, documents = filled
    for word in WORDS:
        expected = holding(documents, word)
        hits = engine.search(Query(word, limit=1000))
        assert set(hits.ids) == expected.keys()
        assert hits.total == len(expected)
        best, worst = hits.ids[0], hits.ids[-1]
        assert expected[best] > expected[worst]


def test_several_words_find_what_holds_them_all(filled):
    engine, documents = filled
    for one, other in pairwise(WORDS):
        expected = holding(documents, one).keys() & holding(documents, other).keys()
        assert set(engine.search(Query(f"{one} {other}", limit=1000)).ids) == expected


def test_a_quotation_finds_what_holds_the_words_side_by_side_in_one_text(filled):
    engine, documents = filled
    for one, other in pairwise(WORDS):
        expected = {
            document.id for document in documents if any(f"{one} {other}" in text for text in document.texts.values())
        }
        assert set(engine.search(Query(f'"{one}{other}"', limit=1000)).ids) == expected


@pytest.mark.parametrize("filters", [{}, {"topic": ("a",)}, {"topic": ("a", "d"), "kind": ("b",)}, {"kind": ("x",)}])
def test_filters_and_counts_are_those_of_counting_one_by_one(filled, filters: dict[str, tuple[str, ...]]):
    engine, documents = filled
    with_word = holding(documents, "手机")
    found = [document for document in documents if document.id in with_word]

    def fits(document: Document, without: str = "") -> bool:
        return all(
            name == without or set(codes) & set(document.facets.get(name, ())) for name, codes in filters.items()
        )

    hits = engine.search(Query("手机", filters=filters, facets=("topic", "kind"), limit=1000))
    assert set(hits.ids) == {document.id for document in found if fits(document)}
    assert hits.facets == {
        name: dict(Counter(code for document in found if fits(document, name) for code in document.facets[name]))
        for name in ("topic", "kind")
    }


def test_pages_of_every_order_are_slices_of_the_whole_order(filled):
    engine, documents = filled
    by_id = {document.id: document for document in documents}
    for sort in ("relevance", "newest", "popular"):
        whole = engine.search(Query("课程", sort=sort, limit=1000)).ids
        pages = [
            engine.search(Query("课程", sort=sort, offset=start, limit=7)).ids for start in range(0, len(whole), 7)
        ]
        assert tuple(public_id for page in pages for public_id in page) == whole
        if sort == "newest":
            assert list(whole) == sorted(whole, key=lambda public_id: by_id[public_id].date, reverse=True)
        if sort == "popular":
            popularity = [by_id[public_id].popularity for public_id in whole]
            assert popularity == sorted(popularity, reverse=True)


def test_the_lexicon_counts_living_documents(filled):
    engine, documents = filled
    for name in ("title", "summary"):
        counts = Counter(term for document in documents for term in {term for term, _ in terms(document.texts[name])})
        assert engine.lexicon(name) == dict(counts)


def test_rarity_is_that_of_bm25():
    assert rarity(100, 10) == pytest.approx(log(1 + 90.5 / 10.5))
