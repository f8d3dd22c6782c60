"""Takes the entries of a listing page apart, as selectors tell, and follows the list from page to page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from harvesters.errors import HttpError, SourceError
from harvesters.formats.addresses import resolve
from harvesters.formats.columns import SEVERAL, field_of
from harvesters.formats.page_walk import after
from harvesters.formats.selectors import Selector, attribute, parse_page, selector, words_of
from harvesters.http import Http

Fields = dict[str, str | list[str]]

MOST_ENTRIES = 2_000  # on one page
USUAL_MOST = 200  # pages of a list whose end nobody told
NUMBER = "{page}"
FIRST_LINK = selector("a[href]")
CUT_SHORT = ("…", "...")
LABEL = re.compile(r"^([^:：\s]{1,10})\s*[:：]\s*")


@dataclass(frozen=True)
class Entry:
    """One entry of a list: where it leads, and what its fields say, in the page's words."""

    url: str
    fields: Fields


@dataclass(frozen=True)
class ListPage:
    """One page of a list: what its links are relative to, its number from 1 on, and the address after it if any."""

    base: str
    tree: BeautifulSoup
    number: int
    following: str


@dataclass(frozen=True)
class Paging:
    """How a list goes on: by a link, or by numbered addresses. `most` pages are wanted; 0 is all of them."""

    first: str
    next_link: Selector | None = None
    numbered: tuple[str, ...] = ()
    most: int = 0

    def following(self, address: str, base: str, tree: BeautifulSoup) -> str:
        """The address of the page after this one; empty when there is none."""
        if self.numbered:
            return next(iter(after(address, (self.first, *self.numbered))), "")
        match = self.next_link.css.select_one(tree) if self.next_link else None
        return resolve(base, self.link_of(match)).partition("#")[0] if match else ""

    def link_of(self, match: Tag) -> str:
        """Where the next-page element leads: a link, or one around or inside it."""
        name = self.next_link.attribute if self.next_link and self.next_link.attribute else "href"
        return attribute(match, name) or next((attribute(link, name) for link in match.select("a[href]")), "")


def numbered_addresses(pattern: str, start: int, most: int) -> tuple[str, ...]:
    """The addresses of the pages after the first."""
    return tuple(pattern.replace(NUMBER, str(start + offset)) for offset in range(most))


def walk_list(http: Http, paging: Paging, *, address: str, number: int) -> Iterator[ListPage]:
    """The pages of a list from this one on. Raises SourceError; a numbered page that is not there ends the list."""
    visited: set[str] = set()
    while address and address not in visited:
        if number > (paging.most or USUAL_MOST):
            if paging.most:
                return
            raise SourceError(f"列表超过 {USUAL_MOST} 页还没有完；只要前几页时请写选项 most")
        visited.add(address)
        try:
            response = http.get(address)
        except HttpError as error:
            if error.status in (404, 410) and address in paging.numbered:
                return
            raise
        tree = parse_page(response.text)
        base = base_of(tree, response.url)
        following = paging.following(address, base, tree)
        yield ListPage(base, tree, number, following)
        address, number = following, number + 1


def base_of(tree: BeautifulSoup, url: str) -> str:
    """What the links of a page are relative to."""
    named = tree.find("base", href=True)
    return (resolve(url, attribute(named, "href")) if isinstance(named, Tag) else "") or url


def entries_of(page: ListPage, item: Selector, link: Selector, fields: Mapping[str, Selector]) -> Iterator[Entry]:
    """The entries of a page; an element with neither link nor words is an ornament. Raises SourceError for a flood."""
    elements = item.css.select(page.tree, limit=MOST_ENTRIES + 1)
    if len(elements) > MOST_ENTRIES:
        raise SourceError(f"选择器 item 在一个网页里找到超过 {MOST_ENTRIES} 条，请写得更准确")
    for element in elements:
        found = entry_of(element, page.base, link, fields)
        if found.url or any(found.fields.values()):
            yield found


def entry_of(element: Tag, base: str, link: Selector, fields: Mapping[str, Selector]) -> Entry:
    """What one element of a list says. Without a selector the words of its link are the title."""
    anchor = element if link.css.match(element) else link.css.select_one(element)
    said = fields_of(element, fields)
    if anchor is None:
        return Entry("", said)
    if "title" not in fields:
        said["title"] = title_of(anchor)
    reference = attribute(anchor, link.attribute or "href")
    return Entry(resolve(base, reference) or reference, said)


def title_of(anchor: Tag) -> str:
    """The words of a link; its title attribute has them whole where the page cut them short."""
    words, whole = words_of(anchor), attribute(anchor, "title")
    return whole if whole and (not words or words.endswith(CUT_SHORT)) else words


def fields_of(element: Tag, fields: Mapping[str, Selector]) -> Fields:
    """What the selectors find in an element, without the label pages write before it (主讲教师：张三)."""
    said: Fields = {}
    for name, wanted in fields.items():
        values = [without_label(value, name) for value in wanted.values(element)]
        if values:
            said[name] = values if name in SEVERAL else values[0]
    return said


def without_label(text: str, name: str) -> str:
    """The text without a label at its beginning that means its own field."""
    label = LABEL.match(text)
    return text[label.end() :] if label and field_of(label[1]) == name else text
