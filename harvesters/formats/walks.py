"""Walks over the pages of an interface in JSON, bounded, never in circles, and able to go on from a token."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from harvesters.errors import SourceError
from harvesters.formats.paging import Answer, Paging, Request, text_at
from harvesters.http import Http, HttpError

MOST_PAGES = 10_000


@dataclass(frozen=True)
class Page:
    """One page: what came, the entries in it, how many came before it and the token of the page after it."""

    url: str
    entries: list[Any]
    before: int = 0
    token: str = ""


@dataclass(frozen=True)
class Walk:
    """A walk over all pages. `entries` finds the list in an answer; `total` is where the answer counts the whole."""

    http: Http
    request: Request
    paging: Paging
    entries: Callable[[Any], list[Any]]
    total: str = ""

    def pages(self, token: str = "") -> Iterator[Page]:
        """The pages from the first or from the one a token stands for. Raises SourceError when they go in circles."""
        before, position = read_token(token)
        seen = {position}
        earlier: list[Any] = []
        for _ in range(MOST_PAGES):
            answer = self._ask(position, before)
            entries = self.entries(answer.content)
            if entries and entries == earlier:
                raise SourceError(
                    "连续两页的内容完全相同，采集无法继续；请检查翻页的选项，或用选项 total 指明总数在哪里"
                )
            position = self._following(answer, position, before + len(entries), len(entries))
            if position in seen and position:
                raise SourceError("服务器反复指向同一页，采集无法继续")
            following = f"{before + len(entries)} {position}" if position else ""
            yield Page(url=answer.response.url, entries=entries, before=before, token=following)
            if not position:
                return
            seen.add(position)
            earlier, before = entries, before + len(entries)
        raise SourceError(f"超过 {MOST_PAGES} 页，采集停止；请把来源分成几个")

    def places(self, token: str = "") -> Iterator[tuple[Page, int, Any]]:
        """The entries of all pages, each with its page and its place in the whole list, counted from 1."""
        for page in self.pages(token):
            for place, entry in enumerate(page.entries, start=page.before + 1):
                yield page, place, entry

    def _ask(self, position: str, before: int) -> Answer:
        try:
            return self.paging.ask(self.request, position).send(self.http)
        except HttpError as error:
            if error.status != 404 or not before:
                raise
            # It may be the end, or a page lost; taking the one for the other would take courses off the catalogue.
            raise SourceError(
                f"读了 {before} 条后没有下一页（404）；如果列表到此为止，请用选项 total 指明总数在哪里"
            ) from error

    def _following(self, answer: Answer, position: str, so_far: int, count: int) -> str:
        """The position of the next page; empty at the end, which is also where the interface's own count is reached."""
        if self.total and so_far >= self._count(answer):
            return ""
        return self.paging.following(answer, position, count)

    def _count(self, answer: Answer) -> int:
        said = text_at(answer.content, self.total)
        if not (said.isascii() and said.isdigit() and len(said) <= 12):
            raise SourceError(f"返回的 JSON 里，“{self.total}”不是总数；请检查选项 total")
        return int(said)


def read_token(token: str) -> tuple[int, str]:
    """How many items came before the page a token stands for, and its position."""
    before, _, position = token.partition(" ")
    return (int(before), position) if before.isascii() and before.isdigit() else (0, "")
