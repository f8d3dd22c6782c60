"""QR codes of pages, read back."""

from xml.etree import ElementTree

import pytest
import segno
from flask import Flask
from flask.testing import FlaskClient

from tests.catalogue.web.shelf import Shelf


@pytest.mark.parametrize("name", ["resource", "archived", "lecture", "collection"])
def test_a_code_holds_the_address_of_its_page(client: FlaskClient, shelf: Shelf, app: Flask, name: str) -> None:
    app.config["BASE_URL"] = "https://xue.example.cn"
    path = getattr(shelf, name)
    answer = client.get(f"{path}/qr.svg")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    drawn = ElementTree.fromstring(answer.data)
    expected = segno.make_qr(f"https://xue.example.cn{path}", error="m")
    assert drawn.get("viewBox") == "0 0 {0} {0}".format(expected.symbol_size(border=4)[0])
    assert drawn.findall("{http://www.w3.org/2000/svg}path")[-1].get("d") == _path_of(expected)


def _path_of(code: segno.QRCode) -> str | None:
    return ElementTree.fromstring(code.svg_inline(border=4)).findall("path")[-1].get("d")


@pytest.mark.parametrize("name", ["withdrawn", "refused", "merged", "pending"])
def test_what_is_not_shown_has_no_code(client: FlaskClient, shelf: Shelf, name: str) -> None:
    assert client.get(f"{getattr(shelf, name)}/qr.svg").status_code == 404


@pytest.mark.parametrize(
    "path", ["/resources/aaaaaaaaaa/qr.svg", "/lectures/aaaaaaaaaa/qr.svg", "/collections/x/qr.svg"]
)
def test_what_does_not_exist_has_no_code(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["resource", "lecture", "collection"])
@pytest.mark.parametrize("language", ["", "/en", "/zh-hant"])
def test_a_page_shows_its_address_and_leads_to_its_code(
    client: FlaskClient, shelf: Shelf, name: str, language: str
) -> None:
    path = getattr(shelf, name)
    page = client.get(language + path).text
    assert f'value="http://localhost{language}{path}"' in page
    assert f'<a class="code" href="{language}{path}/qr.svg">' in page
    assert client.get(f"{language}{path}/qr.svg").status_code == 200
