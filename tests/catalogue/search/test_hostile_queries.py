"""Whatever is typed, search answers in time."""

import gc
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.search.answering import answer
from catalogue.search.engine import Query, SearchEngine
from catalogue.search.location import open_engine
from catalogue.search.near import near_words
from tests.catalogue.search.courses import course_documents

NAUGHTY = "security/blns/blns.txt"
RANDOM_QUERIES = 800
MOST_SECONDS = 1.0


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    engine = open_engine("whoosh:", tmp_path_factory.mktemp("courses"))
    engine.rebuild(course_documents())
    answer(engine, Query(text="什么都没有的查询"))
    gc.collect()
    gc.freeze()  # what hundreds of other tests left behind is not to be walked in the middle of a query
    yield engine
    gc.unfreeze()
    engine.close()


def slowest(engine: SearchEngine, texts: list[str]) -> float:
    """Processor seconds of the slowest in this thread: a busy machine and other tests' servers make no difference."""
    longest = 0.0
    for text in texts:
        began = time.thread_time()
        answer(engine, Query(text=text))
        near_words(engine, text)
        longest = max(longest, time.thread_time() - began)
    return longest


def random_text(chance: random.Random) -> str:
    top = chance.choice((0x7F, 0x9FFF, sys.maxunicode))
    return "".join(chr(chance.randint(1, top)) for _ in range(chance.randint(1, 60)))


def test_random_unicode_is_answered_in_time(courses: SearchEngine):
    chance = random.Random(1)
    assert slowest(courses, [random_text(chance) for _ in range(RANDOM_QUERIES)]) < MOST_SECONDS


@pytest.mark.parametrize("text", ["人" * 200, "a" * 200, "rengong" * 28, "的" * 100, "人工只能" * 25, '"' * 200])
def test_endless_repetition_is_answered_in_time(courses: SearchEngine, text: str):
    assert slowest(courses, [text]) < MOST_SECONDS


def test_naughty_strings_are_answered_in_time(courses: SearchEngine, shared_data: Path):
    path = shared_data / NAUGHTY
    assert slowest(courses, path.read_text(encoding="utf-8").splitlines()) < MOST_SECONDS
