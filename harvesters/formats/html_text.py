"""Turns HTML into plain text: what a reader would see, without scripts, styles and tags."""

import re
import warnings

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

from harvesters.formats.text import one_line, paragraphs, storable_text

UNSEEN = ("script", "style", "template", "noscript", "iframe", "object", "svg", "head")
BLOCKS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "pre")
LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z/!][^<>]*>|&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
MAX_FRAGMENT = 500_000
MAX_PAGE = 8_000_000

# A description may be nothing but an address, or XHTML; both are fine here.
warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning)
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)


def soup(html: str) -> BeautifulSoup:
    """The page as a tree; lxml takes what a browser would take, however broken, and bounds the depth itself."""
    return BeautifulSoup(storable_text(html[:MAX_PAGE]), "lxml")


def plain_text(html: str) -> str:
    """The words of an HTML fragment with a line for each block; text without markup comes back as it is."""
    if not LOOKS_LIKE_HTML.search(html[:MAX_FRAGMENT]):
        return paragraphs(html)
    tree = soup(html[:MAX_FRAGMENT])
    for tag in tree(UNSEEN):
        tag.decompose()
    for tag in tree(BLOCKS):
        tag.insert_after("\n")
    return paragraphs(tree.get_text())


def plain_line(html: str) -> str:
    """The words of an HTML fragment on one line."""
    return one_line(plain_text(html))
