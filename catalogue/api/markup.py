"""Writes XML: elements with text that XML 1.0 can hold, and the finished document as a response."""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from flask import Response

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text without the characters XML 1.0 has no way to write (section 2.2)."""
    return _NOT_XML.sub("", text)


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new last child."""
    child = SubElement(parent, tag, {name: xml_text(value) for name, value in attributes.items()})
    child.text = xml_text(text) or None
    return child


def xml_response(root: Element, content_type: str) -> Response:
    body = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, content_type=f"{content_type}; charset=utf-8")
