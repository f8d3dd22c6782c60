from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.catalogue.api.conftest import Site

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "o": "http://a9.com/-/spec/opensearch/1.1/"}


def addresses(client: FlaskClient, path: str) -> list[str]:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return [element.text or "" for element in ElementTree.fromstring(answer.data).findall(".//s:loc", NS)]


def test_the_sitemap_lists_what_is_public(client: FlaskClient, site: Site) -> None:
    listed = addresses(client, "/sitemap.xml")

    assert [address for address in listed if address.count("/") == 4 and not address.endswith("/")] == [
        "http://localhost/collections/phones",
        "http://localhost/institutions/ncu",
        *sorted(f"http://localhost/lectures/{one}" for one in (site.lecture, site.cancelled)),
        f"http://localhost/resources/{site.resource}",
    ]
    assert listed[0] == "http://localhost/"


def test_every_page_of_the_sitemap_is_there(client: FlaskClient, site: Site) -> None:
    for address in addresses(client, "/sitemap.xml"):
        assert client.get(address.removeprefix("http://localhost")).status_code == 200, address


def test_too_many_pages_become_an_index_of_parts(
    client: FlaskClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = addresses(client, "/sitemap.xml")
    monkeypatch.setattr("catalogue.api.sitemap.MOST_ADDRESSES", 2)

    parts = addresses(client, "/sitemap.xml")

    assert parts == [f"http://localhost/sitemap-{number}.xml" for number in range(4)]
    assert [address for part in parts for address in addresses(client, part.removeprefix("http://localhost"))] == whole
    assert client.get("/sitemap-4.xml").status_code == 404


def test_crawlers_may_read_pages_and_must_not_count_as_visitors(client: FlaskClient, site: Site) -> None:
    text = client.get("/robots.txt").text
    robots = RobotFileParser()
    robots.parse(text.replace("/*/", "/x/").splitlines())  # the parser of the library knows no wildcard

    assert robots.can_fetch("*", "/resources/x")
    assert not robots.can_fetch("*", "/resources/x/visit")
    assert not robots.can_fetch("*", "/search?q=a")
    assert robots.site_maps() == ["http://localhost/sitemap.xml"]


def test_browsers_can_search_here(app: Flask, client: FlaskClient) -> None:
    app.config["BASE_URL"] = "https://xue.example.cn/"
    root = ElementTree.fromstring(client.get("/opensearch.xml").data)

    url = root.find("o:Url", NS)
    assert url is not None
    assert url.get("template") == "https://xue.example.cn/search?q={searchTerms}"
    assert root.findtext("o:ShortName", namespaces=NS) == "赣学"
