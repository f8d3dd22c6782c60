import gzip
import re

import pytest
from flask.testing import FlaskClient

from catalogue.web.assets import joined_sheets
from tests.catalogue.web.palettes import CSS
from tests.catalogue.web.shelf import Shelf

PARTS = (
    "searchbox",
    "suggestions",
    "filters",
    "card",
    "lecture on_now",
    "lecture upcoming",
    "lecture cancelled",
    "lecture past",
    "collection",
    "institution",
    "badge live",
    "tabs",
    "chips",
    "pager",
    "empty",
    "toast shown-here",
    "dialog shown-here",
    "progress",
    "steps",
    "chart",
    "bars",
    "who",
    "topics",
    "shelf",
    "strip",
    "banner",
    "sheet",
    "keeping",
    "stages",
    "transfer",
    "keys",
    "notice bad",
    "table",
    "rows",
    "tiles",
    "field wrong",
)

NAMES_FOR_MEANING = {"upcoming", "past", "results", "languages"}
"""Classes that say what a thing is and need no look of their own."""


@pytest.mark.parametrize("cookie", ["", "display=mode=elder", "display=theme=dark&contrast=high&text=200"])
def test_the_style_guide_stands_in_every_mode(client: FlaskClient, cookie: str) -> None:
    answer = client.get("/styleguide", headers={"Cookie": cookie})
    assert answer.status_code == 200
    assert '<meta name="robots" content="noindex">' in answer.text


def test_it_shows_every_part(client: FlaskClient) -> None:
    page = client.get("/styleguide").text
    assert [part for part in PARTS if f'class="{part}' not in page] == []


def test_every_part_of_a_page_has_an_id_of_its_own(client: FlaskClient) -> None:
    ids = re.findall(r' id="([^"]+)"', client.get("/styleguide").text)
    assert sorted(ids) == sorted(set(ids))


def test_every_wrong_field_names_its_error(client: FlaskClient) -> None:
    page = client.get("/styleguide").text
    ids = set(re.findall(r' id="([^"]+)"', page))
    described = {name for names in re.findall(r'aria-describedby="([^"]+)"', page) for name in names.split()}
    assert described - ids == set()
    assert {name for name in ids if name.endswith("-error")} - described == set()


def test_pages_use_only_what_the_sheets_know(client: FlaskClient, shelf: Shelf) -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in CSS.rglob("*.css"))
    known = set(re.findall(r"\.([a-z][a-z_-]*)", sheets)) | NAMES_FOR_MEANING
    paths = (
        "/",
        "/search?q=手机",
        "/search?q=qqzz",
        "/lectures/",
        "/collections/",
        "/institutions/",
        "/help",
        "/display",
    )
    pages = [client.get(path).text for path in (*paths, shelf.resource, shelf.lecture, shelf.collection, "/styleguide")]
    used = {name for page in pages for names in re.findall(r' class="([^"]*)"', page) for name in names.split()}
    assert used - known == set()


def test_nothing_on_the_style_guide_is_stored(client: FlaskClient) -> None:
    client.get("/styleguide")
    assert "示例学院" not in client.get("/institutions/").text


def test_the_styles_of_every_page_are_small() -> None:
    """What a first view may fetch, compressed as it is sent: 9 kB, palettes included."""
    sheets = [joined_sheets(str(CSS.parent))] + [palette.read_bytes() for palette in CSS.glob("palettes/*.css")]
    assert sum(len(gzip.compress(sheet)) for sheet in sheets) < 9_000
