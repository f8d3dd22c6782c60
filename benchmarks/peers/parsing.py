"""Parsing alone: what no harvest of the same bytes can be faster than, each form by the parser the adapters use."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence

import feedparser
from lxml import etree

Bodies = Sequence[bytes]


def feed(bodies: Bodies) -> int:
    return sum(len(feedparser.parse(io.BytesIO(body)).entries) for body in bodies)


def xml(bodies: Bodies) -> int:
    return sum(len(etree.fromstring(body).findall(".//{*}record")) for body in bodies)


def table(bodies: Bodies) -> int:
    return sum(sum(1 for _ in csv.DictReader(io.StringIO(body.decode(), newline=""))) for body in bodies)


def json_lines(bodies: Bodies) -> int:
    return sum(len([json.loads(line) for line in body.splitlines()]) for body in bodies)


def json_pages(bodies: Bodies) -> int:
    return sum(len(json.loads(body)["results"]) for body in bodies)


PARSERS: Mapping[str, Callable[[Bodies], int]] = {
    "feed": feed,
    "OAI-PMH": xml,
    "CSV": table,
    "JSONL": json_lines,
    "JSON API": json_pages,
}
"""By the form's name; each returns how many records there were."""
