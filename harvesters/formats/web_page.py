"""Reads what a whole HTML page says to a reader before any of its scripts run: its titles and its words."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from harvesters.formats.html_text import Words
from harvesters.formats.text import one_line, storable_text

MAKES_MORE = frozenset(
    ("script", "iframe", "frame", "img", "picture", "video", "audio", "canvas", "object", "embed", "svg")
)


@dataclass(frozen=True)
class WebPage:
    """`makes_more` says that scripts, frames or pictures show more than the words that stand in it.

    `shared_title` and `site_name` are what it wants to be called where it is shared (og:title and og:site_name of the
    Open Graph protocol, ogp.me).
    """

    title: str = ""
    text: str = ""
    makes_more: bool = False
    shared_title: str = ""
    site_name: str = ""


class _PageWords(Words):
    """Collects the titles besides the words."""

    def __init__(self) -> None:
        super().__init__()
        self._title: list[str] = []
        self._in_title = False
        self._drawings = 0
        self._makes_more = False
        self._shared: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:  # type: ignore[override]  # lxml hands a mapping
        super().start(tag, attributes)
        self._drawings += tag == "svg"
        self._in_title = tag == "title" and not self._title and not self._drawings
        self._makes_more |= tag in MAKES_MORE or attributes.get("http-equiv", "").lower() == "refresh"
        if tag == "meta":
            name = attributes.get("property") or attributes.get("name", "")
            self._shared.setdefault(name.lower(), attributes.get("content", ""))

    def end(self, tag: str) -> None:
        super().end(tag)
        self._drawings -= tag == "svg"
        self._in_title = False

    def data(self, text: str) -> None:
        super().data(text)
        if self._in_title:
            self._title.append(text)

    def close(self) -> WebPage:  # type: ignore[override]  # a page is more than its words
        return WebPage(
            one_line("".join(self._title)),
            one_line("".join(self.parts)),
            self._makes_more,
            one_line(self._shared.get("og:title", "")),
            one_line(self._shared.get("og:site_name", "")),
        )


def read_web_page(html: str) -> WebPage:
    """The page of some HTML, however broken; nothing when it is none."""
    parser = etree.HTMLParser(target=_PageWords(), encoding="utf-8", huge_tree=False)
    try:
        parser.feed(storable_text(html).encode())
        page = parser.close()
    except etree.LxmlError:
        return WebPage()
    return page if isinstance(page, WebPage) else WebPage()
