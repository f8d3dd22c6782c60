"""Advice on a lecture says what is missing, nothing about what is told."""

from datetime import datetime
from typing import Any

import pytest

from catalogue.domain.portal.advice import advice
from catalogue.domain.portal.filled_lecture import FilledLecture
from catalogue.domain.portal.lecture_advice import LECTURE_RULES

WHOLE: dict[str, Any] = {
    "title": "手机防诈骗",
    "starts": datetime(2026, 11, 28, 19, 30),
    "ends": datetime(2026, 11, 28, 21, 0),
    "url": "https://live.example.edu.cn/1",
    "location": "南昌市红谷滩区图书馆一楼报告厅",
    "speakers": "张警官",
    "summary": "讲常见的诈骗手法和应对办法，适合老年人；有字幕，现场可以坐轮椅进出。",
    "audiences": ("elderly",),
    "topics": ("anti-fraud",),
    "language": "zh",
}


def fields(**values: Any) -> list[str]:
    return [one.field for one in advice(FilledLecture(**{**WHOLE, **values}), LECTURE_RULES)]


def test_a_whole_lecture_needs_no_advice() -> None:
    assert fields() == []


@pytest.mark.parametrize("field", ["url", "speakers", "audiences", "topics", "language"])
def test_a_missing_field_is_named(field: str) -> None:
    assert fields(**{field: type(WHOLE[field])()}) == [field]


def test_an_open_end_is_named() -> None:
    assert fields(ends=None) == ["ends"]


def test_a_lecture_at_midnight_is_doubted() -> None:
    assert fields(starts=datetime(2026, 11, 28)) == ["starts"]


def test_a_name_alone_leads_nobody_to_the_room() -> None:
    assert fields(location="图书馆") == ["location"]


def test_what_is_only_online_needs_no_location() -> None:
    assert fields(location="") == []


def test_a_summary_that_is_too_short_is_named() -> None:
    assert fields(summary="有字幕。") == ["summary"]


def test_a_summary_that_repeats_the_title_says_nothing() -> None:
    title = "没有字幕也没有手语的十二堂数字技能讲座之一"
    assert fields(title=title, summary=title) == ["summary"]


def test_whether_it_can_be_followed_with_a_disability_is_asked() -> None:
    assert fields(summary="讲常见的诈骗手法和应对办法，适合老年人和他们的家人。") == ["summary"]


def test_that_there_are_no_captions_is_an_answer() -> None:
    assert fields(summary="讲常见的诈骗手法和应对办法，适合老年人；没有字幕。") == []


def test_a_long_title_is_cut_off_on_cards() -> None:
    assert fields(title="长" * 61) == ["title"]


def test_a_form_nobody_filled_in_gets_advice() -> None:
    empty = [one.field for one in advice(FilledLecture(), LECTURE_RULES)]
    assert empty == ["ends", "url", "speakers", "summary", "summary", "audiences", "topics", "language"]
