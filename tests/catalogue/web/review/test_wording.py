"""What a text lost and gained, word by word."""

import time

import pytest

from catalogue.web.review.wording import MOST_WORDS, Piece, word_changes


def shown(before: str, after: str) -> str:
    """Losses in brackets, gains in braces."""
    marks = {"same": "{}", "lost": "[{}]", "gained": "{{{}}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in word_changes(before, after))


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("手机入门", "手机入门", "手机入门"),
        ("智能手机入门", "智能电视入门", "[智能手机]{智能电视}入门"),
        ("共10讲。", "共12讲。", "共[10]{12}讲。"),
        ("从开机讲起。", "从开机讲起，加微信。", "从开机讲起{，加微信}。"),
        ("", "新简介", "{新简介}"),
        ("旧简介", "", "[旧简介]"),
        ("", "", ""),
        ("Python 3.11", "Python 3.12", "Python 3.[11]{12}"),
        ("第一行\n第二行", "第一行\n第三行", "第一行\n[第二行]{第三行}"),
    ],
)
def test_changes_are_words(before: str, after: str, changes: str) -> None:
    assert shown(before, after) == changes


def test_either_text_can_be_read_from_the_pieces() -> None:
    before, after = "面向老年人，从开机讲起，共10讲。", "面向学员，从充电讲起，共12讲，免费。"
    pieces = word_changes(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "gained") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "lost") == after


def test_texts_too_long_to_compare_are_shown_whole() -> None:
    long = "a," * MOST_WORDS
    assert word_changes(long, "短") == [Piece("lost", long), Piece("gained", "短")]


def test_the_longest_texts_that_are_compared_take_a_moment() -> None:
    before, after = ("甲乙，丙" * 3000)[:MOST_WORDS], ("乙丙。甲" * 3000)[:MOST_WORDS]
    began = time.thread_time()
    word_changes(before, after)
    assert time.thread_time() - began < 2
