"""Forms as browsers read them from a page, filled in by somebody who means harm."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

import openpyxl
from lxml import html
from werkzeug.datastructures import MultiDict

from catalogue.api.markup import xml_text
from catalogue.db import now
from catalogue.domain.uploads.columns import HEADINGS
from tests.applications import PDF, make_credit_code
from tests.people import PASSWORD

KEPT = ("csrf_token", "token")
TRAPS = ("website", "homepage")
"""Fields that people do not see."""
CELLS = ("title", "url", "summary", "cost", "provider", "teachers", "licence", "image", "id")


@dataclass
class WebForm:
    """One form of a page that is sent by POST. `buttons` are name and value of those that say something."""

    action: str
    fields: list[Any] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


def forms_of(page: str, path: str) -> list[WebForm]:
    """The forms that are sent, in their order; a button may send its form to an address of its own."""
    found = []
    for form in html.document_fromstring(page).iter("form"):
        if form.get("method", "").lower() != "post":
            continue
        inputs = [one for one in form.iter("input", "select", "textarea") if one.get("name")]
        buttons = list(form.iter("button"))
        said = [(one.get("name"), one.get("value", "")) for one in buttons if one.get("name")]
        actions = dict.fromkeys([form.get("action") or path, *(one.get("formaction") or "" for one in buttons)])
        found += [WebForm(urljoin(path, action), inputs, said) for action in actions if action]
    return found


def all_hostile(form: WebForm, words: Iterator[str]) -> MultiDict[str, Any]:
    """A hostile string in every field, whatever kind it is; what the site itself signed stays."""
    filled: MultiDict[str, Any] = MultiDict()
    for one in form.fields:
        name = one.get("name")
        if one.get("type") == "file":
            filled.add(name, (io.BytesIO(next(words).encode("utf-8", "replace")), _file_name(words)))
        else:
            filled.add(name, one.get("value", "") if name in KEPT else next(words))
    for name, value in form.buttons[:1]:
        filled.add(name, value)
    return filled


def hostile_where_free(form: WebForm, words: Iterator[str], *, button: tuple[str, str] | None) -> MultiDict[str, Any]:
    """What the form takes where it asks for something of a kind, and hostile strings where words are free."""
    filled: MultiDict[str, Any] = MultiDict()
    for one in form.fields:
        for value in _values(one, words):
            if one.get("type") != "radio" or one.get("name") not in filled:
                filled.add(one.get("name"), value)
    if button:
        filled.add(*button)
    return filled


def _values(one: Any, words: Iterator[str]) -> list[Any]:
    name, kind = one.get("name"), one.get("type", "text")
    if one.tag == "select":
        return [option for option in one.value_options if option][-1:]
    if kind in ("hidden", "checkbox", "radio"):
        return [one.get("value", "")]
    if name in TRAPS:
        return [""]
    if kind == "file":
        return [(workbook(words), _file_name(words)) if name == "table" else (io.BytesIO(PDF), _file_name(words))]
    return [_of_a_kind(name, kind) or next(words)]


def _of_a_kind(name: str, kind: str) -> str:
    """Something right for fields that take no free words; empty for the others."""
    moment = now() + timedelta(days=40)
    right = {
        "url": f"https://example.edu.cn/{moment.timestamp()}",
        "email": f"someone-{moment.timestamp()}@example.cn",
        "tel": "0791-88886666",
        "password": PASSWORD,
        "number": "24",
        "date": f"{moment:%Y-%m-%d}",
        "datetime-local": f"{moment:%Y-%m-%dT%H:%M}",
    }
    named = {"credit_code": make_credit_code(), "slug": "", "phone": right["tel"], "address": right["url"]}
    return named.get(name, "") or right.get(kind, "")


def _file_name(words: Iterator[str]) -> str:
    """A name as a program may send it: all but what would end the header it stands in."""
    return next(words).replace("\r", "").replace("\n", "").replace("\0", "").encode("utf-8", "replace").decode()


def workbook(words: Iterator[str]) -> io.BytesIO:
    """A spreadsheet with a row that can be taken in and one that cannot, both full of hostile strings."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([HEADINGS[name] for name in CELLS])
    good = {"url": f"https://example.edu.cn/{now().timestamp()}", "cost": "免费", "id": "1", "image": ""}
    for line, right in ((2, good), (3, {})):
        for column, name in enumerate(CELLS, 1):
            cell = sheet.cell(line, column)
            cell.value = xml_text(right.get(name, next(words)))
            cell.data_type = "s"
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file
