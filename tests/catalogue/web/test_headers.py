import re

import pytest
from flask.testing import FlaskClient

from catalogue.web.assets import SHEETS
from tests.catalogue.web.shelf import Shelf

PAGES = ("/", "/search", "/collections/", "/lectures/", "/institutions/", "/about", "/no-such-page")


@pytest.mark.parametrize("path", PAGES)
def test_pages_run_and_load_nothing_but_files_of_this_site(client: FlaskClient, shelf: Shelf, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert " style=" not in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_pages_set_no_cookie(client: FlaskClient, shelf: Shelf, path: str) -> None:
    assert "Set-Cookie" not in client.get(path).headers


def test_an_unchanged_page_costs_no_body(client: FlaskClient) -> None:
    etag = client.get("/about").headers["ETag"]
    again = client.get("/about", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_static_files_are_named_by_content_and_kept_for_a_year(client: FlaskClient) -> None:
    page = client.get("/about").text
    address = page.split('<link rel="stylesheet" href="')[1].split('"')[0]
    assert "?v=" in address
    assert client.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("name", ["base", "every-page"])
def test_a_static_file_asked_without_its_hash_is_asked_for_again(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/static/css/{name}.css")
    assert answer.headers["Cache-Control"] == "no-cache"
    again = client.get(f"/static/css/{name}.css", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_sheets_of_every_page_come_as_one_without_comments(client: FlaskClient) -> None:
    parts = "".join(client.get(f"/static/css/{name}.css").text for name in SHEETS)
    rules = re.sub(r"/\*.*?\*/", "", parts, flags=re.DOTALL)
    assert client.get("/static/css/every-page.css").text.split() == rules.split()
    assert "css/every-page.css" in client.get("/about").text
    assert "css/base.css" not in client.get("/about").text


def test_browsers_are_told_to_come_back_encrypted(client: FlaskClient) -> None:
    answer = client.get("/about", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"] == "max-age=15552000"
