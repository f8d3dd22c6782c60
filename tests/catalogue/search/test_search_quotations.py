"""A quotation is found exactly: as a substring of Han text, wherever it begins and ends within words."""

import random
import re

import pytest

from catalogue.search.engine import Document, SearchEngine
from catalogue.search.engines.whoosh import quotations
from catalogue.search.text import normalise, words
from tests.catalogue.search.courses import course_documents
from tests.catalogue.search.examples import make_document, search, titles

TITLES = [
    "学习方法与技巧",
    "智能手机使用",
    "图书馆长谈阅读",
    "中国人民大学公开课",
    "C++入门",
    "Scratch编程",
    "学习，方圆之间",
]


@pytest.fixture
def filled(engine: SearchEngine) -> tuple[SearchEngine, list[Document]]:
    """Half of them in a segment of their own."""
    documents = [make_document(title) for title in TITLES]
    engine.rebuild(documents[:4])
    engine.apply(documents[4:])
    return engine, documents


@pytest.mark.parametrize(
    ("quoted", "found"),
    [
        ("学习方", {"学习方法与技巧", "学习，方圆之间"}),
        ("习方法", {"学习方法与技巧"}),
        ("能手", {"智能手机使用"}),
        ("能手机使", {"智能手机使用"}),
        ("书馆长", {"图书馆长谈阅读"}),
        ("书馆", {"图书馆长谈阅读"}),
        ("民大学公", {"中国人民大学公开课"}),
        ("人民大学", {"中国人民大学公开课"}),
        ("读", {"图书馆长谈阅读"}),
        ("c++入", {"C++入门"}),
        ("C", set()),
        ("编程 c++", set()),
        ("机智", set()),
    ],
)
def test_a_quotation_is_found_wherever_it_begins_and_ends(filled, quoted: str, found: set[str]):
    engine, documents = filled
    assert set(titles(engine, documents, f"“{quoted}”")) == found


def test_what_is_quoted_as_words_comes_before_what_is_cut(engine: SearchEngine):
    documents = [make_document("能手机械"), make_document("种田能手")]
    engine.rebuild([make_document("智能手机"), *documents])
    assert search(engine, "“能手”").ids[-1] not in {document.id for document in documents}


def test_nothing_is_quoted_in_an_empty_index(engine: SearchEngine):
    engine.rebuild([])
    assert search(engine, "“能手”").total == 0


def test_an_unquoted_word_is_not_found_inside_another(filled):
    engine, _documents = filled
    assert search(engine, "能手").total == 0


def test_an_excluded_word_is_excluded_inside_longer_words_too(filled):
    engine, documents = filled
    assert "智能手机使用" not in titles(engine, documents, "-手机")


def test_what_was_deleted_is_not_quoted(filled):
    engine, documents = filled
    engine.apply([], [documents[1].id])
    assert search(engine, "“能手”").total == 0


def letters(text: str) -> str:
    """The text as the index reads it: punctuation and blanks part no quotation, 线上 is 在线."""
    return "".join(word.text for word in words(normalise(text)))


@pytest.mark.parametrize("common", [quotations.COMMON, 0], ids=["few documents", "as many as make a term common"])
def test_a_piece_of_a_title_is_found_in_all_that_hold_it_and_in_nothing_else(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch, common: int
):
    monkeypatch.setattr(quotations, "COMMON", common)
    documents = course_documents()
    engine.rebuild(documents)
    chance, han = random.Random(7), re.compile(r"[\u4e00-\u9fff]{2,}")
    runs = [run for document in documents for run in han.findall(document.texts["title"])]
    for run in chance.sample(runs, 150):
        start = chance.randrange(len(run) - 1)
        piece = run[start : start + chance.randint(2, 6)]
        holding = {one.id for one in documents if any(piece in letters(text) for text in one.texts.values())}
        assert set(search(engine, f"“{piece}”", limit=2000).ids) == holding, piece


@pytest.mark.parametrize("text", ["学习" * 90, "的" * 190, "学习方法" * 45, "人" * 30 + "工"])
def test_an_endless_quotation_finds_nothing_in_time(engine: SearchEngine, text: str):
    engine.rebuild([make_document("学习的人工方法"), make_document("的的的"), make_document("学习")])
    assert search(engine, f"“{text}”").total == 0
