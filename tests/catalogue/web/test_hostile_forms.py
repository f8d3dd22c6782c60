"""Hostile strings go through every form, and are shown, exported and answered as nothing but text.

The full lists go the same way with `python -m tests.soak.hostile`.
"""

import csv
import io
from pathlib import Path

import pytest
from flask import Flask

from catalogue.db import db
from catalogue.domain.shown.exporting import public_rows, write_rows
from tests.conftest import SHARED_DATA
from tests.hostile.pages import FORMULA, Site, harmful_links, parts_of
from tests.hostile.pushing import ask_advice, push_all
from tests.hostile.strings import FOLDER, OWN, listed, sample
from tests.hostile.walk import hostile_walk, plain_walk

OF_OTHERS = 400
SENT_BY_PROGRAMS = {
    "api.resources_in.push",
    "api.lectures_in.push",
    "portal_resource_forms.advise",
    "portal_lecture_forms.advise",
}
"""What no form on a page is sent to (see tests.hostile.pushing)."""


@pytest.fixture
def strings() -> list[str]:
    """Our own, and some of the public lists where they lie beside the checkout."""
    there = (SHARED_DATA / FOLDER).is_dir()
    return [*OWN, *(sample(listed(SHARED_DATA), OF_OTHERS) if there else [])]


def test_hostile_strings_are_text_wherever_they_come_in(app: Flask, strings: list[str], tmp_path: Path) -> None:
    plain = plain_walk(app)
    hostile = hostile_walk(app, strings, plain.site)
    push_all(hostile)
    ask_advice(hostile)

    assert plain.wrong == []
    assert hostile.wrong == []
    posting = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert hostile.sent.keys() == posting - SENT_BY_PROGRAMS
    assert formulas_exported() == []


def formulas_exported() -> list[str]:
    """The cells of the export of the whole catalogue that a spreadsheet would run."""
    file = io.StringIO(newline="")
    assert write_rows(public_rows(db.session()), file, "csv") > 0
    rows = csv.reader(io.StringIO(file.getvalue().removeprefix("\ufeff"), newline=""))
    return [cell for row in rows for cell in row if FORMULA.match(cell)]


@pytest.mark.parametrize("smuggled", ["<img src=x onerror=alert(1)>", "<h1 onclick=x>", "<script>alert(1)</script>"])
def test_an_element_nobody_wrote_is_found(smuggled: str) -> None:
    site = Site()
    site.learn("<main><h1>标题</h1><script src=/static/js/x.js defer></script></main>")
    assert set(parts_of(f"<main>{smuggled}</main>")) - site.parts


def test_a_tag_as_it_was_typed_is_looked_for_unless_the_site_has_it_too() -> None:
    site = Site()
    site.learn("<main><br></main>")
    assert site.tags_of(["<br>", "a<b onclick=x>b"]) == ["<b onclick=x>b"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_an_address_that_is_code_is_found(address: str) -> None:
    assert harmful_links(f'<a href="{address}">字</a><a href="/">字</a>') == [address.strip()]
