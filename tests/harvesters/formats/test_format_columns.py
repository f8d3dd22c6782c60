"""Which headings mean which field."""

import pytest

from harvesters.errors import SourceError
from harvesters.formats.columns import chosen_columns, field_of, map_columns


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("课程名称", "title"),
        ("课程名称（必填）*", "title"),
        ("課程名稱", "title"),
        ("開課單位", "provider"),
        ("course_name", "title"),
        ("Course Name", "title"),
        ("ＮＡＭＥ", "title"),
        ("开课单位", "provider"),
        ("school_name", "provider"),
        ("主讲教师", "teachers"),
        ("Instructor 3", "teachers"),
        ("课程链接", "url"),
        ("URL", "url"),
        ("课程负载", "effort"),
        ("id", "id"),
        ("序号", ""),
        ("school_id", ""),
        ("start_time", ""),
        ("", ""),
    ],
)
def test_heading(heading: str, field: str) -> None:
    assert field_of(heading) == field


def test_fields_with_several_values_take_several_columns() -> None:
    assert map_columns(["title", "Instructor 1", "name", "Instructor 2"], {}) == {"title": [0], "teachers": [1, 3]}


def test_a_chosen_column_takes_the_place_of_a_guessed_one() -> None:
    assert map_columns(["name", "展览"], chosen_columns("title：展览")) == {"title": [1]}


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("课程名称", "应写成 title:课程名称,url:链接 的样子"),
        ("title:", "应写成"),
        ("titel:课程名称", "没有“titel”这个字段；可用的字段：id、title"),
    ],
)
def test_a_wrong_choice_is_explained(option: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        chosen_columns(option)


def test_a_chosen_column_must_exist() -> None:
    with pytest.raises(SourceError, match="表里没有“展览”这一列；表里的列：名称、链接"):
        map_columns(["名称", "链接"], {"title": "展览"})
