"""The ways interfaces in JSON hand out a list page by page: by page number, by offset, by cursor or by links."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from harvesters.errors import SourceError
from harvesters.formats.json_paths import find_value
from harvesters.formats.json_text import parse_json
from harvesters.http import Http, HttpError, Response

NEXT_LINK = re.compile(r'<([^<>]{1,2000})>[^,<>]{0,200}?;\s*rel="?next"?')


@dataclass(frozen=True)
class Answer:
    """What an interface answered: the response and its JSON values."""

    response: Response
    content: Any


class Paging(Protocol):
    """A way to come from one page to the next. A position is a text of its own kind, empty for the first page."""

    def ask(self, request: "Request", position: str) -> "Request":
        """The request for the page at a position."""

    def following(self, answer: Answer, position: str, count: int) -> str:
        """The position after a page of `count` entries; empty when there is none."""


@dataclass(frozen=True)
class Request:
    """What is asked of an interface: an address, and with `form` a form sent to it."""

    url: str
    form: Mapping[str, str] | None = None

    def with_parameter(self, name: str, value: str) -> "Request":
        """The same request with one parameter set, in the form when there is one, else in the address."""
        if self.form is not None:
            return Request(self.url, {**self.form, name: value})
        parts = urlsplit(self.url)
        kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
        return Request(urlunsplit(parts._replace(query=urlencode([*kept, (name, value)]))))

    def send(self, http: Http) -> Answer:
        """The answer. Raises HttpError, also for one that is no JSON."""
        response = http.get(self.url) if self.form is None else http.post_form(self.url, self.form)
        try:
            return Answer(response, parse_json(response.text))
        except ValueError as error:
            raise HttpError(f"返回的不是 JSON：{response.url}") from error


@dataclass(frozen=True)
class Numbered:
    """Pages by their number, until one is empty."""

    parameter: str
    first: int = 1

    def ask(self, request: Request, position: str) -> Request:
        """The request with the page's number."""
        return request.with_parameter(self.parameter, position or str(self.first))

    def following(self, answer: Answer, position: str, count: int) -> str:
        """The next number."""
        return str(int(position or self.first) + 1) if count else ""


@dataclass(frozen=True)
class Offset:
    """Pages by how many entries to pass over, until one is empty."""

    parameter: str

    def ask(self, request: Request, position: str) -> Request:
        """The request with the number of entries to pass over."""
        return request.with_parameter(self.parameter, position or "0")

    def following(self, answer: Answer, position: str, count: int) -> str:
        """The offset after this page."""
        return str(int(position or 0) + count) if count else ""


@dataclass(frozen=True)
class Cursor:
    """Pages by a word the answer gives for the next one, at `path`."""

    parameter: str
    path: str

    def ask(self, request: Request, position: str) -> Request:
        """The request with the word of the page before; the first needs none."""
        return request.with_parameter(self.parameter, position) if position else request

    def following(self, answer: Answer, position: str, count: int) -> str:
        """The word for the next page."""
        return text_at(answer.content, self.path)


@dataclass(frozen=True)
class Linked:
    """Pages by the address of the next one: in the answer at `path`, else in its Link header (RFC 8288)."""

    path: str = ""

    def ask(self, request: Request, position: str) -> Request:
        """The request for the address itself."""
        return Request(position) if position else request

    def following(self, answer: Answer, position: str, count: int) -> str:
        """The address of the next page, absolute."""
        if self.path:
            link = text_at(answer.content, self.path)
        else:
            named = NEXT_LINK.search(answer.response.headers.get("link", "")[:20_000])
            link = named[1] if named else ""
        try:
            return urljoin(answer.response.url, link) if link else ""
        except ValueError as error:
            raise SourceError(f"下一页的地址有误：{link[:200]}") from error


def text_at(content: Any, path: str) -> str:
    """The text or number a path leads to, as text; empty for anything else."""
    value = find_value(content, path)
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
