"""Web pages that describe what they hold with the words of schema.org, in JSON-LD or in microdata."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from harvesters.errors import RecordError
from harvesters.formats.json_ld import Node, blocks_in_page, find_nodes, named_nodes, parse_leniently, with_references
from harvesters.formats.keys import bounded_key
from harvesters.formats.microdata import items_in_page
from harvesters.formats.schema_event import EVENTS, is_event, read_event
from harvesters.formats.schema_org import TYPES, node_address, node_key, read_node, title
from harvesters.formats.schema_values import first
from harvesters.http import Response
from harvesters.record import Item, Record

NOT_PAGES = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip")


def marked_items(response: Response) -> Iterator[Item]:
    """The marked-up resources and events of one page or of a bare JSON-LD document, each once."""
    blocks = [] if response.content_type.startswith(NOT_PAGES) else blocks_of(response.text)
    known = named_nodes(blocks)
    found: dict[str, Item] = {}
    for node in find_nodes(blocks, TYPES | EVENTS):
        item = to_item(with_references(node, known), response.url)
        if item.key in found and sets_apart(item) != sets_apart(found[item.key]):
            # The dates of a series share an address; the first keeps it as its key, should it be moved.
            item = replace(item, key=bounded_key(f"{item.key}#{sets_apart(item)}"))
        found.setdefault(item.key, item)
    yield from found.values()


def sets_apart(item: Item) -> str:
    """What tells two things with one address apart: the start of an event, the name of anything else."""
    node = item.data["node"]
    return first(node.get("startDate")) if is_event(node) else title(node)


def failed_page(url: str, problem: str) -> Item:
    """The item that stands for a page which could not be fetched."""
    return Item(key=bounded_key(url), url=url, data={"page": url, "problem": problem})


def unmarked_page(url: str) -> Item:
    """The item that stands for a page with nothing marked up on it."""
    return Item(key=bounded_key(url), url=url, data={"page": url})


def read_marked(item: Item) -> Record | None:
    """The record of an item of this module; None for a page without markup and a paid event. Raises RecordError."""
    data: dict[str, Any] = item.data
    if data.get("problem"):
        raise RecordError(data["problem"])
    if "node" not in data:
        return None
    reader = read_event if is_event(data["node"]) else read_node
    return reader(item.key, data["node"], data["page"])


def blocks_of(text: str) -> list[Any]:
    """The JSON-LD and microdata of a page; the document itself when it is bare JSON-LD."""
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return [parse_leniently(text)]
    return [*blocks_in_page(text), *items_in_page(text)]


def to_item(node: Node, page: str) -> Item:
    """One node as found."""
    return Item(key=node_key(node, page), url=node_address(node, page), data={"page": page, "node": node})
