"""Paths into JSON."""

from typing import Any

import pytest

from harvesters.errors import OptionError
from harvesters.formats.json_fields import chosen_paths, pick_fields
from harvesters.formats.json_paths import check_path, find_all, find_value

COURSE = {
    "id": 1,
    "school": {"name": "示例大学"},
    "staff": [{"name": "甲"}, {"name": None}, {}, {"name": "乙"}],
    "no": [],
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", 1),
        ("school.name", "示例大学"),
        ("school.code", None),
        ("id.name", None),
        ("staff.0.name", "甲"),
        ("staff.3.name", "乙"),
        ("staff.9.name", None),
        ("staff.-1.name", None),
        ("staff.999999999999999999999", None),
        ("staff.name", None),
        ("no", []),
        ("no.*", None),
    ],
)
def test_a_path_leads_to_a_value(path: str, value: Any) -> None:
    assert find_value(COURSE, path) == value


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("staff.*.name", ["甲", None, "乙"]),
        ("school.*", ["示例大学"]),
        ("*.name", ["示例大学"]),
        ("id.*", []),
        ("no.*", []),
    ],
)
def test_a_star_leads_to_every_part(path: str, values: list[Any]) -> None:
    assert find_all(COURSE, path) == values


def test_stars_find_no_more_than_anyone_needs() -> None:
    assert len(find_all([[0] * 1000] * 1000, "*.*")) == 1000


@pytest.mark.parametrize("path", ["a", "a.b", "*.0.名称", "target-audience", "$schema"])
def test_a_good_path_passes(path: str) -> None:
    check_path(path)


@pytest.mark.parametrize("path", ["", ".", "a.", ".a", "a..b", "a b", "{a}", "a." * 30 + "a", "x" * 200])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(OptionError, match="不是字段路径"):
        check_path(path)


def test_fields_are_picked_by_path_and_else_guessed_by_name() -> None:
    fields = pick_fields(COURSE, chosen_paths("title:school.name, teachers:staff.*.name"))

    assert fields == {"id": "1", "title": "示例大学", "provider": "示例大学", "teachers": ["甲；", "乙；"]}


@pytest.mark.parametrize(
    "entry", [{"title": None}, {"title": {}}, {"title": []}, {"title": [[["x"]]]}, {"title": " - "}]
)
def test_a_value_without_words_is_no_field(entry: dict[str, Any]) -> None:
    assert pick_fields(entry, {}) == {}
