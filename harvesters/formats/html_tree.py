"""The tree of a web page, by BeautifulSoup over lxml."""

import warnings
from typing import Any

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

from harvesters.formats.text import storable_text

# XHTML is read as the HTML it is meant to be; a warning at each such page tells an operator nothing.
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)


def read_tree(html: str, *, most: int, **wanted: Any) -> BeautifulSoup:
    """The tree of a page, what lies beyond `most` characters left out; `wanted` is handed on to BeautifulSoup."""
    return BeautifulSoup(storable_text(html[:most]), "lxml", **wanted)
