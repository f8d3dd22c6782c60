"""Our cutting of Chinese text gives the words jieba gives, on real titles and on anything else."""

import json
import random
import re
from functools import cache
from pathlib import Path

import pytest

from catalogue.search import dictionary
from catalogue.search.text import normalise
from tests.catalogue.search.courses import course_documents

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "data" / "courses" / "ALL-courses-merged-derived.jsonl"
HAN = re.compile(r"[〇々\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
ODD = "㐂𠮷〇々鿿龥乾"


def runs(texts: list[str]) -> set[str]:
    return {run for text in texts for run in HAN.findall(normalise(text))}


def jieba_cut(run: str) -> tuple[str, ...]:
    return tuple(tokenizer().cut(run, HMM=False))


tokenizer = cache(dictionary.tokenizer)


def differing(texts: list[str]) -> list[str]:
    found = runs(texts)
    assert found
    return [run for run in found if dictionary.cut(run) != jieba_cut(run)]


def test_titles_of_real_courses_fall_into_the_words_of_jieba():
    assert differing([text for document in course_documents() for text in document.texts.values()]) == []


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
def test_titles_and_descriptions_of_many_courses_fall_into_the_words_of_jieba():
    rows = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()]
    assert differing([text for row in rows[::3] for text in (row["title"], row.get("description") or "")]) == []


def test_words_in_any_order_with_rare_characters_fall_into_the_words_of_jieba():
    chance, words = random.Random(5), dictionary.field_words()
    anyhow = ["".join(chance.choices([*words, *ODD], k=4)) for _ in range(2000)]
    scrambled = ["".join(chance.sample(text, len(text))) for text in anyhow]
    assert differing(anyhow + scrambled) == []
