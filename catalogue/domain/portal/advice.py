"""Advice: what a record does not tell yet and learners would want to know; nothing here is required."""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

SHORTEST_SUMMARY = 20
"""Characters; a shorter one repeats the title."""
LONGEST_TITLE = 60
"""Characters; a longer one is cut off on cards."""
LONG_TITLE = f"标题较长，列表里会显示不全，最好在 {LONGEST_TITLE} 个字以内。"
REPEATED_TITLE = "简介和标题一样，请写一些标题里没有的内容。"

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)


class Advice(NamedTuple):
    """`field` is the name of a field of the form."""

    field: str
    words: str


class Rule(NamedTuple, Generic[T_contra]):
    """`told` says whether a record tells what the advice asks for, or need not."""

    field: str
    told: Callable[[T_contra], bool]
    words: str


class Introduced(Protocol):
    """What has a title and a summary."""

    @property
    def title(self) -> str: ...

    @property
    def summary(self) -> str: ...


def fits_cards(record: Introduced) -> bool:
    return len(record.title) <= LONGEST_TITLE


def introduces(record: Introduced) -> bool:
    return len(record.summary.strip()) >= SHORTEST_SUMMARY


def says_more_than_title(record: Introduced) -> bool:
    return not record.summary or record.summary.strip() != record.title.strip()


def advice(record: T, rules: Sequence[Rule[T]]) -> list[Advice]:
    """What would make a record more useful, in the order of the rules; empty when it tells everything."""
    return [Advice(rule.field, rule.words) for rule in rules if not rule.told(record)]
