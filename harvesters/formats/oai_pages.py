"""Parses the answers of OAI-PMH repositories, so that one broken record does not hide the others of its page."""

import re
from collections.abc import Iterator

from lxml import etree

from harvesters.errors import SourceError
from harvesters.formats.xml import parse_xml

UNREADABLE = "unreadable"
"""The status, none of the protocol's, of the header that stands in for a record whose XML is broken."""

ROOT = re.compile(rb"<OAI-PMH\b[^<>]{0,5000}>")
IDENTIFIER = re.compile(rb"<identifier\b[^<>]{0,500}>\s*([^<&]{1,1000}?)\s*</identifier>")
START, END = re.compile(rb"<record[\s>]"), b"</record>"


def parse_answer(content: bytes) -> etree._Element:
    """The root of an answer; records that are not well-formed are bare headers of the status UNREADABLE.

    Raises SourceError for what is broken elsewhere, cut off, or carries a document type.
    """
    try:
        return parse_xml(content)
    except SourceError:
        root = ROOT.search(content[:10_000])
        if not root:
            raise
        return parse_xml(b"".join(mended(content, content[: root.end()])))


def mended(content: bytes, opening: bytes) -> Iterator[bytes]:
    """The answer in pieces, broken records replaced. `opening` is everything up to the root's start tag."""
    place = 0
    while (start := START.search(content, place)) and (end := content.find(END, start.end())) >= 0:
        yield content[place : start.start()]
        place = end + len(END)
        piece = content[start.start() : place]
        yield piece if is_sound(opening + piece + b"</OAI-PMH>") else stand_in(piece)
    yield content[place:]


def is_sound(content: bytes) -> bool:
    """Whether this much can be parsed by itself."""
    try:
        parse_xml(content)
    except SourceError:
        return False
    return True


def stand_in(piece: bytes) -> bytes:
    """A record that says only whose place it holds."""
    named = IDENTIFIER.search(piece)
    identifier = named[0] if named else b""
    return b'<record><header status="%b">%b</header></record>' % (UNREADABLE.encode(), identifier)
