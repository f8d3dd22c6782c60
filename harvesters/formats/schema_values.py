"""Takes values out of schema.org nodes, where every property may be a text, a node, a list, or all of them."""

import re
from collections.abc import Iterator
from typing import Any

from harvesters.formats.json_ld import Node, types_of

PEOPLE = frozenset(("Person",))
ISO_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")


def texts(value: Any, *names: str) -> Iterator[str]:
    """The texts in a value: itself, the parts of a list, and of a node the first named property it has."""
    if isinstance(value, str):
        if value.strip():
            yield value.strip()
    elif isinstance(value, bool | int | float):
        yield str(value)
    elif isinstance(value, list):
        for part in value:
            if not isinstance(part, list):
                yield from texts(part, *names)
    elif isinstance(value, dict):
        named = (value[name] for name in (*names, "@value") if isinstance(value.get(name), str | list | int | float))
        yield from texts(next(named, None))


def references(value: Any) -> Iterator[str]:
    """The addresses in a value, absolute or not: itself, the parts of a list, those a node names."""
    for part in as_list(value):
        named = [part.get(name) for name in ("url", "contentUrl", "@id")] if isinstance(part, dict) else [part]
        yield from (address for address in named if isinstance(address, str) and address.strip())


def first(value: Any) -> str:
    """The first text in a value, preferring the one marked as Chinese; empty without any."""
    if isinstance(value, list):
        marked = [part for part in value if isinstance(part, dict) and str(part.get("@language")).startswith("zh")]
        value = marked or value
    return next(texts(value, "name", "text", "url", "@id"), "")


def as_list(value: Any) -> list[Any]:
    """A value as the list schema.org allows everywhere."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def language(node: Node) -> str:
    """The language as a code when one is given."""
    said = list(texts(node.get("inLanguage"), "alternateName", "name"))
    return next(filter(ISO_LANGUAGE.match, said), next(iter(said), ""))


def is_person(maker: Any, role: str) -> bool:
    """Whether a maker is a person: by its type, else by its role."""
    types = types_of(maker) if isinstance(maker, dict) else ()
    if types:
        return bool(PEOPLE.intersection(types))
    return role in ("author", "creator", "instructor", "contributor")
