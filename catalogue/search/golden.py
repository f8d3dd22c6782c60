"""Golden queries: what people really type, and what must come first; shown to curators after each rebuild."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from catalogue.search import word_lists
from catalogue.search.text import normalise

LIST = "golden.tsv"
FIRST = 10
"""Titles among which none may hold an unwanted word."""

Search = Callable[[str], Sequence[str]]
"""The titles a query finds, in their order."""


@dataclass(frozen=True)
class Golden:
    """The first title must hold one of `expected`, none of the first ten one of `unwanted`; all are normalised."""

    query: str
    expected: tuple[str, ...]
    unwanted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """`passed` is None when no title of the catalogue holds what is expected, so that there is nothing to judge."""

    golden: Golden
    titles: tuple[str, ...]
    passed: bool | None


def golden_queries() -> list[Golden]:
    """The shipped queries and the installation's own. Raises WordListError."""
    return [_read(line) for line in word_lists.lines(LIST)]


def judge(search: Search, everything: Sequence[str]) -> Iterator[Verdict]:
    """Ask all golden queries; `everything` are the titles of the catalogue."""
    titles = [_fold(title) for title in everything]
    for golden in golden_queries():
        if any(expected in title for title in titles for expected in golden.expected):
            found = tuple(search(golden.query)[:FIRST])
            yield Verdict(golden, found, _is_right(golden, found))
        else:
            yield Verdict(golden, (), None)


def _is_right(golden: Golden, found: Sequence[str]) -> bool:
    titles = [_fold(title) for title in found]
    first_fits = bool(titles) and any(expected in titles[0] for expected in golden.expected)
    return first_fits and not any(word in title for title in titles for word in golden.unwanted)


def _read(line: word_lists.Line) -> Golden:
    query, *columns = line.text.split("\t")
    if not 1 <= len(columns) <= 2 or not query.strip() or not columns[0].strip():
        raise word_lists.WordListError(f"{line.place}: not query, expected words and unwanted words parted by tabs")
    expected, unwanted = (tuple(_fold(word) for word in column.split("|")) for column in (*columns, "")[:2])
    return Golden(query.strip(), expected, tuple(filter(None, unwanted)))


def _fold(text: str) -> str:
    return normalise(text).strip().casefold()
