"""Takes JSON-LD out of web pages, tolerating what people get wrong: comments, control characters, stray commas."""

import re
from collections.abc import Iterator
from typing import Any

from bs4 import SoupStrainer

from harvesters.formats.html_tree import read_tree
from harvesters.formats.json_text import parse_json

Node = dict[str, Any]

DEEPEST = 12
MAX_PAGE = 4_000_000
JSON_LD = re.compile(r"^\s*application/ld\+json", re.IGNORECASE)
HOLDING = frozenset(
    ("@graph", "@list", "@set", "mainEntity", "hasPart", "itemListElement", "item", "video", "subjectOf")
) | frozenset(("dataFeedElement", "event", "hasOfferCatalog", "itemOffered", "makesOffer"))
WRAPPING = re.compile(
    r"^\s*(?://\s*)?(?:<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?://\s*)?(?:\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
# Strings are matched first, so that what looks like a comment inside one stays. Each alternative also takes what
# is never closed, else a hostile page of openings would be scanned again and again.
QUOTED = r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)'
STRING = re.compile(QUOTED, re.DOTALL)
STRING_OR_COMMENT = re.compile(rf"({QUOTED})|/\*.*?(?:\*/|\Z)|//[^\n]*|<!--.*?(?:-->|\Z)", re.DOTALL)
STRING_OR_COMMA = re.compile(rf"({QUOTED})|,(?=\s*[}}\]])", re.DOTALL)
CONTROL = re.compile(r"[\x00-\x1f]")


def blocks_in_page(html: str) -> list[Any]:
    """The values of every readable JSON-LD block of a page, in order."""
    # Only the scripts are built into a tree: a page nested without end then costs no more than its length.
    page = read_tree(html, most=MAX_PAGE, parse_only=SoupStrainer("script", type=JSON_LD))
    values = (parse_leniently(script.get_text()) for script in page.find_all("script"))
    return [value for value in values if value is not None]


def parse_leniently(text: str) -> Any:
    """The values of a JSON text, mended if need be; None when it is beyond mending."""
    for attempt in (text, mend(text)):
        try:
            return parse_json(attempt)
        except ValueError:
            continue
    return None


def mend(text: str) -> str:
    """The text without comments, wrappings, trailing commas and raw control characters inside strings."""
    text = WRAPPING.sub("", text.strip().lstrip("\ufeff"))
    text = STRING_OR_COMMENT.sub(lambda found: found[1] or " ", text)
    text = STRING_OR_COMMA.sub(lambda found: found[1] or "", text)
    text = STRING.sub(lambda found: CONTROL.sub(" ", found.group()), text)
    return CONTROL.sub(" ", text).strip().rstrip(";")


def types_of(node: Node) -> tuple[str, ...]:
    """The node's types as bare names, whether written schema:Course, https://schema.org/Course or in a list."""
    named = node.get("@type", node.get("type", ()))
    names = named if isinstance(named, list) else [named]
    return tuple(re.split(r"[/#:]", name.rstrip("/"))[-1] for name in names if isinstance(name, str))


def find_nodes(value: Any, wanted: frozenset[str], depth: int = 0) -> Iterator[Node]:
    """The outermost nodes of the wanted types, through lists, @graph and the properties that hold a page's matter."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for part in value:
            yield from find_nodes(part, wanted, depth + 1)
    elif isinstance(value, dict):
        types = types_of(value)
        if wanted.intersection(types):
            yield value
            return
        for name, part in value.items():
            if not types or name in HOLDING:
                yield from find_nodes(part, wanted, depth + 1)


def named_nodes(value: Any, depth: int = 0) -> dict[str, Node]:
    """The nodes that carry an @id and say something, by it: what references elsewhere in the page mean."""
    found: dict[str, Node] = {}
    if depth > DEEPEST or not isinstance(value, list | dict):
        return found
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and len(value) > 1:
        found[value["@id"]] = value
    for part in value.values() if isinstance(value, dict) else value:
        found |= {name: node for name, node in named_nodes(part, depth + 1).items() if name not in found}
    return found


def with_references(node: Node, known: dict[str, Node]) -> Node:
    """The node with each bare reference among its properties replaced by the node it means, one step deep."""

    def resolved(value: Any) -> Any:
        if isinstance(value, list):
            return [resolved(part) for part in value]
        if isinstance(value, dict) and set(value) == {"@id"} and isinstance(value["@id"], str):
            return known.get(value["@id"], value)
        return value

    return {name: resolved(value) for name, value in node.items()}
