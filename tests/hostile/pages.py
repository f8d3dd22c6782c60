"""Whether an answer shows what people typed as text and nothing else."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
from icalendar import Calendar
from jinja2 import Environment
from lxml import etree, html
from werkzeug.test import TestResponse

from catalogue.domain.text.csv_tables import MEDIA_TYPE as CSV
from catalogue.domain.uploads.workbooks import MEDIA_TYPE as XLSX

Part = tuple[str, str]
"""The name of an element and of one of its attributes, or an empty one for the element itself."""

DATA = "application/ld+json"
LINKS = ("href", "src", "action", "formaction", "poster", "data", "xlink:href", "srcset", "ping")
SCHEMES = ("", "http", "https", "mailto", "tel")
OPEN = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
BEGINNING = 24
"""Characters of a tag that tell it from the tags of the site itself."""
FORMULA = re.compile(r"^ *[=+\-@\t\r\n＝＋－＠]")


@dataclass
class Site:
    """What the pages of the site are made of, learnt from the templates and from those that show plain words."""

    parts: set[Part] = field(default_factory=set)
    text: list[str] = field(default_factory=list)

    def learn_templates(self, templates: Environment) -> None:
        """What the pages may be made of, whatever they show; what templates leave open is left out."""
        for name in templates.list_templates(["html"]):
            source = Path(str(templates.get_template(name).filename)).read_text("utf-8")
            self.parts.update(parts_of(f"<main>{OPEN.sub('', source)}</main>"))

    def learn(self, page: str) -> None:
        self.parts.update(parts_of(page))
        self.text.append(page)

    def tags_of(self, strings: Iterable[str]) -> list[str]:
        """The beginnings of tags in hostile strings that stand in no page of the site by themselves."""
        tags = {tag[:BEGINNING] for text in strings for tag in re.findall(r"<[^<]{3,}", text)}
        own = "\n".join(self.text)
        return sorted(tag for tag in tags if tag not in own)


def parts_of(page: str) -> Iterator[Part]:
    for element in html.document_fromstring(page).iter(etree.Element):
        yield str(element.tag), ""
        yield from ((str(element.tag), str(name)) for name in element.attrib)
        if element.tag == "script" and element.get("type") != DATA and "src" not in element.attrib:
            yield "script", "written into the page"


def harmful_links(page: str) -> list[str]:
    """Addresses that a browser would run, or that this site never gives."""
    found = []
    for element in html.document_fromstring(page).iter(etree.Element):
        for name in LINKS:
            address = element.get(name, "").strip()
            drawn = element.tag == "img" and address.startswith("data:image/svg+xml")
            if not drawn and _scheme(address) not in SCHEMES:
                found.append(address)
    return found


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme
    except ValueError:
        return ""


def faults_of(answer: TestResponse, site: Site, tags: Iterable[str]) -> list[str]:
    """What is wrong with an answer that shows hostile strings."""
    if answer.status_code >= 500:
        return [f"status {answer.status_code}"]
    if "Traceback (most recent call last)" in _text(answer):
        return ["a stack trace"]
    return [*READERS.get(answer.mimetype, _nothing)(answer), *_smuggled(answer, site, tags)]


def _smuggled(answer: TestResponse, site: Site, tags: Iterable[str]) -> Iterator[str]:
    if answer.mimetype != "text/html" or not answer.data:
        return
    page = answer.text
    yield from (f"a tag as it was typed: {tag!r}" for tag in tags if tag in page)
    yield from (f"an element or attribute nobody wrote: {part}" for part in set(parts_of(page)) - site.parts)
    yield from (f"an address nobody should follow: {address[:80]!r}" for address in harmful_links(page))


def _text(answer: TestResponse) -> str:
    return answer.text if answer.mimetype.startswith(("text/", "application/json")) else ""


def _nothing(_answer: TestResponse) -> list[str]:
    return []


def _json(answer: TestResponse) -> list[str]:
    try:
        json.loads(answer.data)
    except ValueError as error:
        return [f"no JSON: {error}"]
    return []


def _xml(answer: TestResponse) -> list[str]:
    try:
        etree.fromstring(answer.data)
    except etree.XMLSyntaxError as error:
        return [f"no XML: {error}"]
    return []


def _calendar(answer: TestResponse) -> list[str]:
    try:
        events = Calendar.from_ical(answer.data).walk("VEVENT")
    except ValueError as error:
        return [f"no calendar: {error}"]
    return [f"a property nobody wrote: {name}" for event in events for name in event if name in ("ATTACH", "ATTENDEE")]


def _csv(answer: TestResponse) -> list[str]:
    rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""))
    return [f"a formula: {cell[:60]!r}" for row in rows for cell in row if FORMULA.match(cell)]


def _xlsx(answer: TestResponse) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return [f"a formula: {str(cell.value)[:60]!r}" for cell in cells if cell.data_type == "f"]


READERS: dict[str, Callable[[TestResponse], list[str]]] = {
    "application/json": _json,
    "application/problem+json": _json,
    "application/atom+xml": _xml,
    "application/xml": _xml,
    "application/opensearchdescription+xml": _xml,
    "image/svg+xml": _xml,
    "text/calendar": _calendar,
    CSV.partition(";")[0]: _csv,
    XLSX: _xlsx,
}
