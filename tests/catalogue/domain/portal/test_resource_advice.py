"""Advice on a resource says what is missing, nothing about what is told."""

import pytest

from catalogue.domain.portal.advice import advice
from catalogue.domain.portal.resource_advice import RESOURCE_RULES
from tests.factories import make_record

WHOLE = {
    "kind": "course",
    "summary": "从开机讲起，学会打电话、发消息和扫码，适合第一次用的人。",
    "audiences": ("elderly",),
    "subjects": ("手机",),
    "level": "starter",
    "teachers": ("王老师",),
    "duration": "PT4H",
    "login": "none",
    "accessibility": ("captions",),
    "licence": "版权归本校",
    "image": "https://example.cn/1.png",
}


def fields(**values: object) -> list[str]:
    return [one.field for one in advice(make_record(**{**WHOLE, **values}), RESOURCE_RULES)]


def test_a_whole_record_needs_no_advice() -> None:
    assert fields() == []


@pytest.mark.parametrize("field", WHOLE)
def test_a_missing_field_is_named(field: str) -> None:
    missing = "unknown" if field == "login" else type(WHOLE[field])()
    assert fields(**{field: missing}) == ["topics" if field == "subjects" else field]


def test_a_summary_that_repeats_the_title_says_nothing() -> None:
    title = "从零开始学会用智能手机打电话发消息的十二堂课"
    assert fields(title=title, summary=title) == ["summary"]


def test_a_handbook_needs_no_teacher_and_takes_no_time() -> None:
    assert fields(kind="handbook", teachers=(), duration="") == []


def test_a_long_title_is_cut_off_on_cards() -> None:
    assert fields(title="长" * 61) == ["title"]
