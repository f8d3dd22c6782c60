"""CSS selectors as people write them in options: `h3 a` takes the text it finds, `img@data-src` an attribute."""

import re
from dataclasses import dataclass

import soupsieve
from bs4 import BeautifulSoup, Tag

from harvesters.errors import OptionError, SourceError
from harvesters.formats.html_text import plain_text
from harvesters.formats.html_tree import read_tree
from harvesters.formats.text import one_line

LONGEST, MOST_FOUND, DEEPEST = 300, 50, 256
LONGEST_PAGE = 2_000_000  # characters; the slowest pages of this size take half a minute
ATTRIBUTE = re.compile(r"@([A-Za-z_][\w:.-]*)\s*$")
PICTURE_ADDRESSES = ("data-original", "data-src", "src")  # pages that load pictures late keep a blank one in src


@dataclass(frozen=True)
class Selector:
    """A compiled selector and the attribute wanted; without one the text is."""

    css: soupsieve.SoupSieve
    attribute: str = ""

    def values(self, element: Tag) -> list[str]:
        """What is found inside an element, in order, without what is empty."""
        found = (self.value(match) for match in self.css.select(element, limit=MOST_FOUND))
        return list(filter(None, found))

    def first(self, element: Tag) -> str:
        """The first thing found; empty without any."""
        return next(iter(self.values(element)), "")

    def value(self, match: Tag) -> str:
        """The attribute of a match, or its text; of a picture its address."""
        if self.attribute:
            return attribute(match, self.attribute)
        if match.name == "img":
            return next(filter(None, (attribute(match, name) for name in PICTURE_ADDRESSES)), "")
        return words_of(match)


def selector(text: str) -> Selector:
    """The selector a person wrote. Raises OptionError saying what is wrong with it."""
    wanted = ATTRIBUTE.search(text)
    css = text[: wanted.start()] if wanted else text
    if len(css) > LONGEST:
        raise OptionError(f"选择器太长，最多 {LONGEST} 个字符")
    try:
        compiled = soupsieve.compile(css.strip())
    except (soupsieve.SelectorSyntaxError, NotImplementedError, ValueError, RecursionError) as error:
        raise OptionError(f"“{css[:100]}”不是正确的 CSS 选择器") from error
    return Selector(compiled, wanted[1] if wanted else "")


def parse_page(html: str) -> BeautifulSoup:
    """The tree of a page, what lies beyond two million characters left out. Raises SourceError for an abyss."""
    tree = read_tree(html, most=LONGEST_PAGE)
    depths = {id(tree): 0}
    for element in tree.find_all(True):
        depths[id(element)] = depth = depths[id(element.parent)] + 1
        if depth > DEEPEST:  # every selector would look at every level for every element
            raise SourceError(f"网页的元素嵌套超过 {DEEPEST} 层，不读取")
    return tree


def words_of(element: Tag) -> str:
    """The words of an element with a line for each block."""
    return plain_text(element.decode())


def attribute(element: Tag, name: str) -> str:
    """An attribute as text; empty when the element has none."""
    said = element.get(name)
    return one_line(" ".join(said) if isinstance(said, list) else said or "")
