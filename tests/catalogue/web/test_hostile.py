"""Whatever arguments come, to whatever address, the answer is never a fault."""

from itertools import product
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.catalogue.web.shelf import Shelf

PATHS = ("abcdefghij", "a", "%00", "..%2f..%2fetc", "<script>", "Ａ" * 300, "'; DROP TABLE resource; --", "%ff%fe", "-")
VALUES = ("-1", "999999999", "9" * 400, "\0", "手" * 10_000, "' OR 1=1 --", "\ud800", "%", "[]", "\r\nX: y", "")
NAMES = (
    "q",
    "page",
    "per_page",
    "type",
    "sort",
    "topic",
    "audience",
    "institution",
    "region",
    "kind",
    "access",
    "login",
)


def test_no_address_breaks_on_hostile_paths(app: Flask, client: FlaskClient, shelf: Shelf) -> None:
    answered = []
    for rule, piece in product(app.url_map.iter_rules(), PATHS):
        path = rule.rule
        for argument in rule.arguments:
            path = path.replace(f"<{argument}>", piece).replace(f"<{_converter(path, argument)}{argument}>", piece)
        answered.append((client.get(path).status_code, path))
    assert [found for found in answered if found[0] >= 500] == []


def _converter(path: str, argument: str) -> str:
    """What stands before the argument's name in its angle brackets."""
    before = path.split(f"{argument}>")[0]
    return before.rsplit("<", 1)[-1] if "<" in before else ""


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_page_breaks_on_hostile_arguments(client: FlaskClient, shelf: Shelf, value: str) -> None:
    written = quote(value, errors="surrogatepass")
    for name in NAMES:
        assert client.get(f"/search?{name}={written}").status_code == 200, name
    everything = "&".join(f"{name}={written}" for name in NAMES)
    for path in ("/", "/search", "/lectures/", "/collections/", "/institutions/", shelf.institution, shelf.resource):
        assert client.get(f"{path}?{everything}").status_code == 200, path


@pytest.mark.parametrize("host", ["a b", "evil.example\r\nX: y", "", "[::1", "a" * 300, "例子.中国"])
def test_no_page_breaks_on_a_hostile_host(client: FlaskClient, shelf: Shelf, host: str) -> None:
    answer = client.get(shelf.resource, environ_overrides={"HTTP_HOST": host.replace("\r\n", "")})
    assert answer.status_code in (200, 400)


def test_other_methods_are_refused_and_not_faults(app: Flask, client: FlaskClient, shelf: Shelf) -> None:
    for path in ("/", "/search", shelf.resource, f"{shelf.resource}/visit", "/lectures/"):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert client.open(path, method=method, data=b"\0" * 10).status_code == 405, (method, path)
