"""Reads a Markdown page about one course: its title, what its bullets tell (所属大学：…), what it says about it."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from harvesters.formats.cells import clean_cell
from harvesters.formats.columns import SEVERAL, field_of
from harvesters.formats.markdown_text import all_words, parse_markdown, read_line

LABELS = {
    **dict.fromkeys(("所属大学", "offered by"), "provider"),
    **dict.fromkeys(("预计学时", "class hour", "class hours", "learning hours", "estimated hours"), "duration"),
    **dict.fromkeys(("estimated study hours", "estimated study time", "estimated time commitment"), "duration"),
    **dict.fromkeys(("编程语言", "programming languages", "programming language"), "subjects"),
    **dict.fromkeys(("课程网站", "课程主页", "course website", "course websites"), "url"),
    "course difficulty": "level",
}
TELLING = frozenset(("provider", "teachers", "level", "duration", "effort"))
OTHERS = frozenset(("language", "audiences", "cost", "licence"))
ENOUGH = 2  # telling facts that make a page one about a course
COLON = re.compile(r"\s*[:：]\s*")


def read_course_page(text: str) -> dict[str, Any] | None:
    """The fields a page tells, by our names; None when it is not about one course. Raises SourceError."""
    tokens = parse_markdown(text)
    fields: dict[str, Any] = {}
    for name, value in facts(tokens):
        if name in SEVERAL:
            fields.setdefault(name, []).append(value)
        else:
            fields.setdefault(name, value)
    if len(TELLING.intersection(fields)) < ENOUGH:
        return None
    return {**fields, "title": title(tokens), "summary": introduction(tokens)}


def title(tokens: Sequence[Token]) -> str:
    """The first heading."""
    places = (place for place, token in enumerate(tokens) if token.type == "heading_open")
    place = next(places, None)
    return "" if place is None else all_words(tokens[place + 1])


def facts(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """The field and the value of each bullet of the form label: value; of an address the link."""
    for opening, _, token in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "list_item_open" and token.type == "inline":
            name, value = fact(token)
            if name and value:
                yield name, value


def fact(token: Token) -> tuple[str, str]:
    """The field and the value of one line; an empty field when it tells nothing we know."""
    line = read_line(token)
    label, *rest = COLON.split(line.before, maxsplit=1)
    name = LABELS.get(label.lower()) or field_of(label)
    if not rest or name not in TELLING | OTHERS | {"subjects", "url"}:
        return "", ""
    return name, line.link if name == "url" else clean_cell(f"{rest[0]} {line.linked} {line.after}")


def introduction(tokens: Sequence[Token]) -> str:
    """The paragraphs after the first list until the next heading."""
    lists = (place for place, token in enumerate(tokens) if token.type.endswith("list_close") and not token.level)
    start = next(lists, len(tokens))
    headings = (place for place, token in enumerate(tokens) if token.type == "heading_open" and place > start)
    end = next(headings, len(tokens))
    openings = (place for place in range(start, end) if tokens[place].type == "paragraph_open")
    return "\n".join(all_words(tokens[place + 1]) for place in openings if not tokens[place].level)
