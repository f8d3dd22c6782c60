from typing import Any

import pytest

from catalogue.domain.matching.likeness import Side, likeness, teacher_keys


def why(one: dict[str, Any], other: dict[str, Any]) -> str:
    """The reason two things are alike, empty when they are not; by default of one provider, without teachers."""
    sides = (Side.of(**{"title": "大学计算机", "provider_id": 1, "teachers": (), **side}) for side in (one, other))
    found = likeness(*sides)
    return found.why if found else ""


def test_title_provider_and_a_common_teacher_prove_it() -> None:
    assert why({"teachers": ["李明", "王芳"]}, {"teachers": ["王芳教授"]}) == "same_title_and_teacher"


def test_title_and_provider_prove_it_where_one_source_names_no_teacher() -> None:
    assert why({"teachers": ["李明"]}, {}) == "same_title_unopposed"


def test_other_teachers_leave_it_to_a_person() -> None:
    assert why({"teachers": ["李明"]}, {"teachers": ["王芳"]}) == "same_title"


@pytest.mark.parametrize("teachers", [(), ("李明",)])
def test_a_year_that_only_one_title_names_leaves_it_to_a_person(teachers: tuple[str, ...]) -> None:
    assert why({"teachers": teachers}, {"teachers": teachers, "title": "大学计算机（2019）"}) == "same_title"


def test_the_same_title_at_another_school_is_another_course() -> None:
    assert why({}, {"provider_id": 2}) == ""


@pytest.mark.parametrize("provider_id", [2, None])
def test_the_same_title_and_teacher_under_another_name_of_the_school_is_for_a_person(provider_id: int | None) -> None:
    other = {"provider_id": provider_id, "teachers": ["李明"]}
    assert why({"teachers": ["李明"]}, other) == "same_title_and_teacher_elsewhere"


def test_near_titles_are_for_a_person() -> None:
    assert why({"title": "食品微生物"}, {"title": "食品微生物学"}) == "near_title"


def test_a_common_teacher_lets_titles_be_less_alike() -> None:
    one, other = {"title": "职业素养与能力提升"}, {"title": "大学生职业素养与能力拓展训练"}
    assert why(one, other) == ""
    assert why({**one, "teachers": ["曹娟"]}, {**other, "teachers": ["曹娟"]}) == "near_title_and_teacher"


def test_a_subtitle_of_any_length_leaves_a_title_near() -> None:
    assert why({"title": "京彩燕韵"}, {"title": "京彩燕韵——从城市建筑到民间工艺"}) == "near_title"


@pytest.mark.parametrize("teachers", [(), ("李明",)])
def test_parts_of_a_series_are_never_alike(teachers: tuple[str, ...]) -> None:
    one, other = {"title": "手机摄影第1讲", "teachers": teachers}, {"title": "手机摄影第11讲", "teachers": teachers}
    assert why(one, other) == ""


def test_teachers_are_compared_without_titles_and_separators() -> None:
    assert teacher_keys(["李明 教授、王芳老师", "Ada Lovelace"]) == {"李明", "王芳", "adalovelace"}


def test_a_surname_alone_names_nobody() -> None:
    assert teacher_keys(["张老师", "等"]) == frozenset()
