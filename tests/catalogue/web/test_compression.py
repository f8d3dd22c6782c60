import gzip

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.catalogue.web.conftest import AddPage
from tests.catalogue.web.shelf import Shelf

ANY = {"Accept-Encoding": "gzip, br"}
PAGES = ("/", "/about", "/no-such-page")
TEXTS = (*PAGES, "/static/css/base.css", "/api/v1/search", "/feeds/resources.atom", "/lectures.ics")


def unpacked(answer: TestResponse) -> bytes:
    return gzip.decompress(answer.data)


@pytest.mark.parametrize("path", TEXTS)
def test_text_is_packed_for_whoever_reads_gzip(client: FlaskClient, shelf: Shelf, path: str) -> None:
    plain, packed = client.get(path), client.get(path, headers=ANY)
    assert (packed.headers["Content-Encoding"], unpacked(packed)) == ("gzip", plain.data)
    assert len(packed.data) < len(plain.data)
    assert int(packed.headers["Content-Length"]) == len(packed.data)


@pytest.mark.parametrize("path", TEXTS)
def test_caches_are_told_that_it_differs_by_encoding(client: FlaskClient, shelf: Shelf, path: str) -> None:
    for headers in ({}, ANY):
        assert "Accept-Encoding" in client.get(path, headers=headers).vary


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0"])
def test_nobody_gets_what_he_cannot_read(client: FlaskClient, accepted: str) -> None:
    answer = client.get("/about", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers
    assert answer.text.startswith("<!doctype html>")


def test_packed_or_not_an_unchanged_page_costs_no_body(client: FlaskClient) -> None:
    etag = client.get("/about", headers=ANY).headers["ETag"]
    assert etag.startswith('W/"')
    for headers in ({}, ANY):
        again = client.get("/about", headers={**headers, "If-None-Match": etag})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
        assert "Content-Encoding" not in again.headers


def test_an_unchanged_file_costs_no_body(client: FlaskClient) -> None:
    etag = client.get("/static/css/base.css", headers=ANY).headers["ETag"]
    again = client.get("/static/css/base.css", headers={**ANY, "If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_pictures_are_sent_as_they_are(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/static/icons/share.png", headers=ANY).headers


def test_a_part_of_a_file_is_a_part_of_the_file(client: FlaskClient) -> None:
    part = client.get("/static/css/base.css", headers={**ANY, "Range": "bytes=0-9"})
    assert (part.status_code, len(part.data)) == (206, 10)
    assert "Content-Encoding" not in part.headers


def test_the_head_of_a_packed_page_has_no_body(client: FlaskClient) -> None:
    answer = client.head("/about", headers=ANY)
    assert (answer.status_code, answer.data) == (200, b"")


def test_what_may_hold_a_secret_is_not_packed(add_page: AddPage, client: FlaskClient) -> None:
    """A stranger who chooses text beside a secret could read it off the size (BREACH)."""
    add_page("/secret", lambda: ("secret " * 200, {"Cache-Control": "no-store"}))
    answer = client.get("/secret", headers=ANY)
    assert "Content-Encoding" not in answer.headers
    assert "ETag" not in answer.headers


def test_a_file_asked_with_an_old_hash_is_not_kept_for_a_year(client: FlaskClient) -> None:
    assert "immutable" not in client.get("/static/css/base.css?v=0123456789").headers["Cache-Control"]
