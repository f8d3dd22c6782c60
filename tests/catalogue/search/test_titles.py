"""Titles in memory: which begin with some letters, hold them, or nearly hold them."""

import pytest

from catalogue.search.close_titles import close_titles
from catalogue.search.titles import BORDER, Title, Titles

TEXTS = [
    "组合数学",
    "手机摄影",
    "智能手机摄影与后期",
    "100%掌握Excel",
    "意大利语会话（基础篇）",
    "电子技术基础",
    "地质学与地貌学",
]


@pytest.fixture
def titles() -> Titles:
    return made_of(TEXTS)


def made_of(texts: list[str]) -> Titles:
    return Titles(Title(text, "resource", f"id{number}") for number, text in enumerate(texts))


def holding(titles: Titles, text: str, limit: int = 10) -> list[str]:
    return [title.text for title in titles.holding(text, limit)]


def test_what_begins_with_the_text_comes_before_what_holds_it(titles: Titles):
    assert holding(titles, "手机") == ["手机摄影", "智能手机摄影与后期"]


def test_shorter_titles_come_first_and_no_more_than_asked_for():
    assert holding(made_of(["手机支付", "手机", "手机摄影基础"]), "手机", limit=2) == ["手机", "手机支付"]


@pytest.mark.parametrize("typed", ["ｅｘｃｅｌ", "EXCEL", "掌握excel", "100%"])
def test_case_and_width_do_not_matter(titles: Titles, typed: str):
    assert holding(titles, typed) == ["100%掌握Excel"]


def test_each_title_is_found_once():
    assert holding(made_of(["人人人人", "人"]), "人") == ["人", "人人人人"]


def test_titles_of_the_same_text_are_all_found():
    assert [title.id for title in made_of(["手机", "手机"]).holding("手机", 5)] == ["id0", "id1"]


@pytest.mark.parametrize("typed", ["", "  ", BORDER, f"影{BORDER}智", "没有"])
def test_what_no_title_holds_finds_none(titles: Titles, typed: str):
    assert holding(titles, typed) == []


def test_a_border_inside_a_title_is_a_blank():
    assert holding(made_of([f"甲{BORDER}乙", "丙"]), "甲 乙") == [f"甲{BORDER}乙"]


def test_no_titles_hold_nothing():
    assert (len(Titles()), holding(Titles(), "手机"), Titles().alike("手机", 0, 5)) == (0, [], [])


def test_titles_with_most_of_the_letters_are_alike(titles: Titles):
    assert [title.text for title in titles.alike("组数合学", missing=1, limit=5)] == ["组合数学"]
    assert titles.alike("组数合学", missing=4, limit=5) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("组数合学", "组合数学"),  # two characters swapped
        ("手机摄景", "手机摄影"),  # a wrong one
        ("手机摄影影", "手机摄影"),  # one too many
        ("电子技基础", "电子技术基础"),  # one too few
        ("点子技术基础", "电子技术基础"),  # of the same sound, though a word itself
        ("意大利语会竞基础", "意大利语会话(基础"),  # beside punctuation
    ],
)
def test_a_slip_is_seen_by_the_title_it_was_meant_for(titles: Titles, typed: str, meant: str):
    assert close_titles([typed], titles)[0] == meant


@pytest.mark.parametrize(
    "typed",
    [
        "手机摄影",  # stands there
        "手机支付",  # another word, not a slip
        "组数",  # too short to tell
        "手" * 500,
        "",
        "!!!???",
    ],
)
def test_what_may_be_meant_as_it_stands_is_no_slip(titles: Titles, typed: str):
    assert close_titles([typed], titles) == []


def test_a_question_around_a_title_that_is_there_is_no_slip(titles: Titles):
    assert close_titles(["学地质学与地貌学", "地质学与地貌学"], titles) == []
