"""Reads Dublin Core as OAI-PMH carries it (oai_dc): fifteen elements, each any number of times, in no fixed form."""

import re
from collections.abc import Mapping
from datetime import date

from lxml import etree

from harvesters.errors import RecordError
from harvesters.formats.addresses import web_address
from harvesters.formats.dates import read_date
from harvesters.formats.finish import finished_resource
from harvesters.formats.html_text import plain_line, plain_text
from harvesters.record import ResourceRecord

NAMESPACE = "{http://purl.org/dc/elements/1.1/}"
Elements = Mapping[str, list[str]]
DOI = "https://doi.org/"
OPEN_ACCESS = re.compile(r"open\s?access|免费", re.IGNORECASE)


def collect_elements(metadata: etree._Element) -> dict[str, list[str]]:
    """The texts of each Dublin Core element below a node, empty ones left out."""
    found: dict[str, list[str]] = {}
    for element in metadata.iter(f"{NAMESPACE}*"):
        text = " ".join("".join(map(str, element.itertext())).split())
        if text:
            found.setdefault(etree.QName(element).localname, []).append(text)
    return found


def read_elements(key: str, elements: Elements) -> ResourceRecord:
    """The resource the elements describe. Raises RecordError without a title or a web address."""
    url = choose_address(elements)
    if not url and elements.get("identifier"):
        raise RecordError("dc:identifier 里没有 http 或 https 地址")
    rights = elements.get("rights", [])
    return finished_resource(
        ResourceRecord(
            key=key,
            url=url,
            title=plain_line(first(elements, "title")),
            summary="\n".join(plain_text(text) for text in elements.get("description", [])),
            kind=kind(elements),
            provider=first(elements, "publisher"),
            teachers=tuple(elements.get("creator", [])),
            language=first(elements, "language"),
            subjects=tuple(elements.get("subject", [])),
            cost="free" if any(map(OPEN_ACCESS.search, rights)) else "unknown",
            licence=next(filter(web_address, rights), first(elements, "rights")),
            published=earliest(elements),
        )
    )


def choose_address(elements: Elements) -> str:
    """The first identifier that is a web address; a DOI counts as one, and a relation never does."""
    for text in elements.get("identifier", []):
        if address := web_address(text) or from_doi(text):
            return address
    return ""


def from_doi(text: str) -> str:
    """The resolver's address of a bare DOI; empty when the text is none."""
    bare = text.removeprefix("doi:").removeprefix("DOI:").strip()
    return web_address(DOI + bare) if bare.startswith("10.") and "/" in bare else ""


def kind(elements: Elements) -> str:
    """The plainest of the types: a single word before an address or a code such as info:eu-repo/semantics/article."""
    types = elements.get("type", [])
    plain = [text for text in types if "/" not in text and ":" not in text]
    return (plain or [text.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for text in types] or [""])[0]


def earliest(elements: Elements) -> date | None:
    """The first day any dc:date names: repositories add their own later ones (available, accessioned)."""
    return min(filter(None, map(read_date, elements.get("date", []))), default=None)


def first(elements: Elements, name: str) -> str:
    """The first text of an element; empty without one."""
    return elements.get(name, [""])[0]
