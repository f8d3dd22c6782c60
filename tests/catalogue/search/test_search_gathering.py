"""The words of many documents turned into postings at once, against going through them one by one."""

from collections import defaultdict

import numpy as np

from catalogue.search.engines.whoosh.gathering import GatheredWords
from catalogue.search.engines.whoosh.impact import FIRST_PLACES
from catalogue.search.engines.whoosh.postings import SortedPostings, united
from catalogue.search.text import terms

TEXTS = [
    {"title": "智能手机入门", "summary": "手机怎么用？Office2019 与 C++，手机支付。"},
    {"title": "中国人民大学公开课", "body": "天天向上，天天学习"},
    {"title": "！？", "summary": ""},
    {"title": "電腦與軟體", "topics": "手机\n电脑", "provider": "㐂"},
]

Listed = dict[str, list[tuple[int, list[int]]]]


def gathered(texts: list[dict[str, str]], first: int = 0) -> SortedPostings:
    words = GatheredWords()
    for number, document in enumerate(texts, start=first):
        words.add(number, document)
    return words.postings()


def listed(postings: SortedPostings) -> Listed:
    """Documents and places by term."""
    found: Listed = {}
    for at, term in enumerate(postings.terms):
        found[term.decode()] = [
            (
                int(postings.numbers[place]),
                postings.places[postings.place_starts[place] : postings.place_starts[place + 1]].tolist(),
            )
            for place in range(postings.starts[at], postings.starts[at + 1])
        ]
    return found


def one_by_one(texts: list[dict[str, str]]) -> Listed:
    places: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, document in enumerate(texts):
        for name, first in FIRST_PLACES.items():
            for term, place in terms(document.get(name, "")):
                places[term][number].append(first + place)
    return {term: list(standing.items()) for term, standing in places.items()}


def test_every_term_stands_where_the_text_module_says():
    found = gathered(TEXTS)
    assert listed(found) == one_by_one(TEXTS)
    assert found.terms == sorted(found.terms)


def test_no_words_give_no_postings():
    assert listed(gathered([{"title": "！"}])) == {}


def test_postings_of_two_segments_are_those_of_one():
    whole, parts = gathered(TEXTS), united([gathered(TEXTS[:2]), gathered(TEXTS[2:], first=2)])
    assert listed(parts) == listed(whole)
    assert parts.impacts.tolist() == whole.impacts.tolist()


def test_deleted_documents_leave_nothing_behind():
    alive = [True, False, True, True]
    kept = gathered(TEXTS).renumbered(np.array(alive), first=10)
    left = gathered([text for text, stays in zip(TEXTS, alive, strict=True) if stays], first=10)
    assert listed(kept) == listed(left)
