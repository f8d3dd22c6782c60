"""Whatever is typed or harvested, search answers."""

import json
import random
import time

import pytest

from catalogue.search.highlight import highlight
from tests.catalogue.search.examples import make_document, search

SECONDS_A_QUERY = 1.0
NASTY = [
    "\x00",
    "\ud800",
    "手机\udfff",
    '"',
    '"""',
    '-"',
    "- - -",
    "-" * 500,
    '"' * 501,
    "(" * 300 + ")" * 300,
    "title:手机 AND NOT *",
    "手机~2^9 [a TO z]",
    "a*?" * 80,
    "\u202e机手",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!",
    "ﷺ" * 200,
    "\u0301" * 200,
    "'; DROP TABLE resource; --",
    "😀👨‍👩‍👧",
    "ⅷ²①㎏",
    "机" * 10_000,
    "手 " * 5_000,
    "a.b-" * 2_500,
]


@pytest.fixture
def filled(engine):
    engine.apply([make_document("手机摄影", body=text) for text in NASTY])
    return engine


@pytest.mark.parametrize("typed", NASTY, ids=range(len(NASTY)))
def test_a_nasty_query_is_answered_in_time(filled, typed: str):
    start = time.process_time()
    hits = search(filled, typed, facets=("topic",))
    assert len(hits.ids) <= hits.total <= len(NASTY)
    assert "<script" not in highlight("手机<script>", typed)
    assert time.process_time() - start < SECONDS_A_QUERY


def test_random_text_is_answered(filled):
    chance = random.Random(20_260_101)
    for _ in range(300):
        typed = "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(40)))
        assert search(filled, typed).total <= len(NASTY)


def test_the_big_list_of_naughty_strings_is_answered(filled, shared_data):
    naughty = json.loads((shared_data / "security" / "blns" / "blns.json").read_text(encoding="utf-8"))
    assert all(search(filled, typed).total <= len(NASTY) for typed in naughty)


def test_odd_offsets_and_limits_give_an_empty_or_a_first_page(filled):
    assert search(filled, "", offset=-5, limit=2).ids == search(filled, "", limit=2).ids
    assert search(filled, "", limit=0).ids == search(filled, "", limit=-3).ids == ()
    assert search(filled, "", offset=999_999_999).total == len(NASTY)
