"""Reads the arguments of a search as pages and programs send them: pages are forgiven, programs are told."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, NoReturn
from unicodedata import category

from werkzeug.datastructures import MultiDict

from catalogue.errors import BadRequestArgument
from catalogue.models.vocabulary import vocabulary
from catalogue.search.engine import FACETS, SORTS, TYPES
from catalogue.search.query import MAX_CHARACTERS

LOGINS: Final = ("none", "required", "unknown")
FACET_VOCABULARIES: Final = {
    "topic": "topics",
    "audience": "audiences",
    "kind": "kinds",
    "level": "levels",
    "region": "regions",
    "language": "languages",
    "access": "accessibility",
}
"""Facets whose values are codes of a vocabulary; `institution` and `login` are the two others."""

MAX_VALUES = 50
DEFAULT_PER_PAGE = 20
MAX_PER_PAGE = 100
MAX_PAGE = 999_999_999

_INSTITUTION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class SearchRequest:
    """What somebody asks for. `filters` holds only facets with at least one value.

    `shortened` says that the text was longer than MAX_CHARACTERS characters and was cut.
    """

    text: str = ""
    type: str = "resource"
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1
    per_page: int = DEFAULT_PER_PAGE
    shortened: bool = False

    @property
    def offset(self) -> int:
        """How many results come before this page."""
        return (self.page - 1) * self.per_page


def read_request(args: MultiDict[str, str], *, strict: bool) -> SearchRequest:
    """The search arguments of the contract; an empty argument counts as absent.

    Strict raises BadRequestArgument for what cannot be used; otherwise it is left out or falls to its default.
    """
    reader = _Reader(args, strict=strict)
    text, shortened = reader.text("q")
    return SearchRequest(
        text=text,
        type=reader.choice("type", TYPES),
        filters={facet: values for facet in FACETS if (values := reader.facet(facet))},
        sort=reader.choice("sort", SORTS),
        page=reader.number("page", default=1, most=MAX_PAGE),
        per_page=reader.number("per_page", default=DEFAULT_PER_PAGE, most=MAX_PER_PAGE),
        shortened=shortened,
    )


def clean_text(text: str) -> str:
    """Text without control characters, runs of blanks as one space."""
    return " ".join("".join(" " if category(character) == "Cc" else character for character in text).split())


@dataclass(frozen=True)
class _Reader:
    args: MultiDict[str, str]
    strict: bool

    def text(self, name: str) -> tuple[str, bool]:
        raw = self.args.get(name, "")
        if self.strict and "\0" in raw:
            _refuse(name, "不能含有控制字符")
        text = clean_text(raw)
        if len(text) <= MAX_CHARACTERS:
            return text, False
        if self.strict:
            _refuse(name, f"最多 {MAX_CHARACTERS} 个字符，收到 {len(text)} 个")
        return text[:MAX_CHARACTERS].strip(), True

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of the choices; the first is the default."""
        value = self.args.get(name, "")
        if self.strict and value and value not in choices:
            _refuse(name, f"只能是 {'、'.join(choices)} 之一")
        return value if value in choices else choices[0]

    def number(self, name: str, *, default: int, most: int) -> int:
        text = self.args.get(name, "").strip()
        if not text:
            return default
        number = int(text) if _NUMBER.fullmatch(text) else 0
        if 1 <= number <= most:
            return number
        if self.strict:
            _refuse(name, f"须是 1 到 {most} 之间的整数")
        return default

    def facet(self, name: str) -> tuple[str, ...]:
        """The known values of a facet, each once, deprecated codes as their replacements."""
        asked = list(dict.fromkeys(value for value in self.args.getlist(name) if value))
        if self.strict and len(asked) > MAX_VALUES:
            _refuse(name, f"最多 {MAX_VALUES} 个值")
        return tuple(dict.fromkeys(self._known(name, asked[:MAX_VALUES])))

    def _known(self, name: str, asked: Iterable[str]) -> Iterable[str]:
        read = _value_reader(name)
        for value in asked:
            if known := read(value):
                yield known
            elif self.strict:
                _refuse(name, f"没有 {clean_text(value)[:40]!r} 这个值")


def _value_reader(facet: str) -> Callable[[str], str]:
    """What turns an asked value of this facet into the one to look for, empty when there is none."""
    if facet == "institution":
        return lambda value: value if _INSTITUTION.fullmatch(value) else ""
    if facet == "login":
        return lambda value: value if value in LOGINS else ""
    terms = vocabulary(FACET_VOCABULARIES[facet]).terms
    return lambda code: terms[code].replaced_by or code if code in terms else ""


def _refuse(name: str, reason: str) -> NoReturn:
    raise BadRequestArgument(name, f"参数 {name} {reason}。")
