"""Takes microdata out of web pages in the shape of JSON-LD: https://html.spec.whatwg.org/multipage/microdata.html"""

from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from harvesters.formats.json_ld import DEEPEST, MAX_PAGE, Node
from harvesters.formats.text import one_line, storable_text

ADDRESSED = {
    **dict.fromkeys(("a", "area", "link"), "href"),
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    "object": "data",
    "data": "value",
    "meter": "value",
}
LONGEST = 20_000  # characters of text one property may hold
MOST_NAMES, MOST_VALUES = 4, 50  # names one element may have, and values one property


def items_in_page(html: str) -> list[Node]:
    """The top-level items of a page as nodes with @type, @id and their properties; itemref is not followed."""
    html = storable_text(html[:MAX_PAGE])
    if "itemscope" not in html:
        return []
    try:
        root = etree.fromstring(
            html.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True)
        )
    except (etree.LxmlError, ValueError):
        return []
    return collect(root) if root is not None else []


def collect(root: etree._Element) -> list[Node]:
    """Walk the tree once; the innermost open item owns the properties met."""
    found: list[Node] = []
    open_items: list[Node] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        scoped = "itemscope" in element.attrib
        if event == "end":
            if scoped:
                open_items.pop()
            continue
        owner = open_items[-1] if open_items else None
        names = element.get("itemprop", "").split()[:MOST_NAMES] if owner is not None else []
        if scoped:
            open_items.append(new_item(element))
            if not names:
                found.append(open_items[-1])
        if owner is not None and names and len(open_items) <= DEEPEST:
            value = open_items[-1] if scoped else value_of(element)
            for name in names:
                add(owner, name, value)
    return found


def new_item(element: etree._Element) -> Node:
    """An item that has no properties yet."""
    node: Node = {"@type": element.get("itemtype", "").split()}
    if element.get("itemid"):
        node["@id"] = element.get("itemid", "").strip()
    return node


def add(node: Node, name: str, value: Any) -> None:
    """Give an item a property; one met again becomes a list. Names may be written as addresses of the vocabulary."""
    name = urlsplit(name).path.rpartition("/")[2] if name.startswith("http") else name
    if name not in node:
        node[name] = value
    elif isinstance(node[name], list):
        node[name] += [value] if len(node[name]) < MOST_VALUES else []
    else:
        node[name] = [node[name], value]


def value_of(element: etree._Element) -> str:
    """What an element that is a property says: its content, its address, its time, else its text."""
    attributes = ("content", ADDRESSED.get(str(element.tag), ""), "datetime")
    said = next((element.get(name) for name in attributes if name and element.get(name) is not None), None)
    return one_line(said if said is not None else "".join(islice(element.itertext(), LONGEST))[:LONGEST])
