from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from tests.catalogue.api.conftest import Site

HOSTILE = (
    "\0",
    "a\0b",
    "-1",
    "0",
    "999999999",
    "9" * 400,
    "1e999",
    "NaN",
    "手" * 3000,
    '"' * 500,
    "-" * 500,
    "' OR 1=1 --",
    "%",
    "\\",
    "\ud7ff\ufffe\U0010ffff",
    "{searchTerms}",
    "../../etc/passwd",
    "<script>",
    "0000-00-00",
    "9999-12-31T23:59:59-23:59",
)
HARMLESS_STATUSES = {200, 400, 404}


def described_arguments(client: FlaskClient) -> Iterator[tuple[str, str]]:
    for path, methods in client.get("/api/v1/openapi.json").json["paths"].items():
        for argument in methods.get("get", {"parameters": []})["parameters"]:
            if argument["in"] == "query":
                yield f"/api/v1{path}", argument["name"]


@pytest.mark.parametrize("value", HOSTILE)
def test_no_argument_of_the_api_makes_a_fault(client: FlaskClient, site: Site, value: str) -> None:
    for path, name in described_arguments(client):
        answer = client.get(f"{path}?{urlencode({name: value})}")
        assert answer.status_code in HARMLESS_STATUSES, (path, name)
        assert answer.status_code == 200 or answer.mimetype == "application/problem+json", (path, name)


@pytest.mark.parametrize("value", HOSTILE)
def test_no_name_in_a_path_makes_a_fault(client: FlaskClient, site: Site, value: str) -> None:
    for folder in ("resources", "lectures", "collections"):
        assert client.get(f"/api/v1/{folder}/{value}").status_code in HARMLESS_STATUSES
    assert client.get(f"/lectures/{value}.ics").status_code in HARMLESS_STATUSES
    assert client.get(f"/sitemap-{value}.xml").status_code in HARMLESS_STATUSES


def test_bytes_that_are_no_text_make_no_fault(client: FlaskClient, site: Site) -> None:
    assert client.get("/api/v1/search?q=%ff%fe&institution=%80").status_code == 400
    assert client.get("/api/v1/suggest?q=%ff%fe").status_code == 200
