"""Pagers: which page numbers to offer, and where each leads."""

from collections.abc import Callable
from dataclasses import dataclass

NEIGHBOURS = 1


@dataclass(frozen=True)
class Pager:
    """`link` gives the address of a page by its number, counted from 1."""

    page: int
    pages: int
    link: Callable[[int], str]

    @property
    def needed(self) -> bool:
        return self.pages > 1

    @property
    def previous(self) -> int | None:
        return min(self.page - 1, self.pages) if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None

    @property
    def numbers(self) -> list[int | None]:
        """The first, the last and those around the current page; None stands for a gap."""
        near = range(self.page - NEIGHBOURS, self.page + NEIGHBOURS + 1)
        shown = sorted({1, self.pages, *(number for number in near if 1 <= number <= self.pages)})
        numbers: list[int | None] = []
        for before, number in zip([0, *shown], shown, strict=False):
            if number - before == 2:
                numbers.append(number - 1)
            elif number - before > 2:
                numbers.append(None)
            numbers.append(number)
        return numbers
