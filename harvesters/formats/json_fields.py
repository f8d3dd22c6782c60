"""Picks the fields of a record out of a JSON object: by the paths a person names, else by what the names mean."""

from collections.abc import Mapping
from typing import Any

from harvesters.formats.cells import clean_cell
from harvesters.formats.columns import HEADINGS, SEVERAL, chosen_columns, guess_columns
from harvesters.formats.json_paths import check_path, find_all, find_value, parts_of

LECTURE_FIELDS = ("starts", "ends", "location")
FIELDS = (*HEADINGS, *LECTURE_FIELDS)
MOST_WORDS = 100


def chosen_paths(option: str) -> dict[str, str]:
    """The option `fields` (title:name,teachers:staff.*.name) as path by field. Raises OptionError."""
    chosen = chosen_columns(option, FIELDS)
    for path in chosen.values():
        check_path(path)
    return chosen


def pick_fields(entry: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, str | list[str]]:
    """The fields of an object as texts, those without any left out; what is chosen comes before what is guessed."""
    names = list(entry)
    found = {field: entry[names[places[0]]] for field, places in guess_columns(names).items()}
    found |= {field: value_at(entry, path) for field, path in chosen.items()}
    picked: dict[str, str | list[str]] = {}
    for field, value in found.items():
        if words := texts(value):
            picked[field] = listed(words, value) if field in SEVERAL else words[0]
    return picked


def value_at(entry: Mapping[str, Any], path: str) -> Any:
    """What a path leads to: the list of all it finds when it branches, else one value."""
    return find_all(entry, path) if "*" in path else find_value(entry, path)


def listed(words: list[str], value: Any) -> list[str]:
    """The words of a field with several values; those of a list end in a semicolon, so that their commas split none."""
    return [f"{word}；" for word in words] if isinstance(value, list) else words


def texts(value: Any) -> list[str]:
    """The words of a value, or of each part of a list."""
    return [text for part in parts_of(value)[:MOST_WORDS] if (text := text_of(part))]


def text_of(value: Any) -> str:
    """A value as text; an object by its name, and nothing for one without."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    return "" if isinstance(value, dict | list) else clean_cell(value)
