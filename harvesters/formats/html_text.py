"""Turns HTML into plain text: what a reader would see, without scripts, styles and tags."""

import re
from html import unescape

from lxml import etree

from harvesters.formats.text import one_line, paragraphs, storable_text

UNSEEN = frozenset(("script", "style", "template", "noscript", "iframe", "object", "svg", "head", "title"))
BLOCKS = frozenset(
    ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "pre", "dd")
)
TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
REFERENCE = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
MAX_FRAGMENT = 500_000


class Words:
    """Collects text while the parser walks a page; no tree is built, so no nesting is too deep."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._unseen = 0

    def start(self, tag: str, attributes: object) -> None:
        """An element opens."""
        self._unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.parts.append("\n")

    def end(self, tag: str) -> None:
        """An element closes."""
        self._unseen -= tag in UNSEEN
        if tag in BLOCKS:
            self.parts.append("\n")

    def data(self, text: str) -> None:
        """Text stands."""
        if not self._unseen:
            self.parts.append(text)

    def close(self) -> str:
        """Everything collected."""
        return "".join(self.parts)


def plain_text(html: str) -> str:
    """The words of an HTML fragment with a line for each block; text without markup comes back as it is."""
    html = storable_text(html[:MAX_FRAGMENT])
    if not TAG.search(html):
        return paragraphs(unescape(html) if REFERENCE.search(html) else html)
    # Between tags a line end is a space; lines come from the blocks.
    source = "<body>" + html.replace("\n", " ")
    parser = etree.HTMLParser(target=Words(), encoding="utf-8", huge_tree=False)
    try:
        parser.feed(source.encode())
        text = parser.close()
    except etree.LxmlError:
        text = TAG.sub(" ", source)
    return "\n".join(filter(None, map(one_line, text.split("\n"))))


def plain_line(html: str) -> str:
    """The words of an HTML fragment on one line."""
    return one_line(plain_text(html))
