"""The manifest, the service worker and the pages it keeps."""

import gzip
import json
import re
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient


def constant(script: str, name: str) -> object:
    found = re.search(rf"^const {name} = (.*);$", script, re.MULTILINE)
    assert found
    return json.loads(found[1])


def packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes())


def test_the_manifest_names_the_site_and_icons_that_are_there(app: Flask, client: FlaskClient) -> None:
    app.config["SITE_NAME"] = "某学"
    answer = client.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    manifest = answer.get_json(force=True)
    assert (manifest["short_name"], manifest["start_url"], manifest["display"]) == ("某学", "/", "standalone")
    sizes = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert {("192x192", "any"), ("512x512", "any"), ("192x192", "maskable"), ("512x512", "maskable")} < sizes
    assert [client.get(icon["src"]).status_code for icon in manifest["icons"]] == [200] * 5


def test_every_page_links_the_manifest(client: FlaskClient) -> None:
    assert '<link rel="manifest" href="/manifest.webmanifest">' in client.get("/about").text


def test_the_worker_keeps_the_files_of_this_release_and_two_pages(client: FlaskClient) -> None:
    answer = client.get("/sw.js")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    files = constant(answer.text, "FILES")
    assert isinstance(files, list)
    assert [client.get(file).headers["Cache-Control"] for file in files] == [
        "public, max-age=31536000, immutable"
    ] * len(files)
    assert constant(answer.text, "PAGES") == ["/offline", "/mine"]
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', client.get("/mine").text)
    scripts = re.findall(r'<script src="([^"]+)"', client.get("/mine").text)
    assert set(sheets + scripts) - set(files) == set()


def test_the_version_changes_with_what_is_kept(app: Flask, client: FlaskClient) -> None:
    before = constant(client.get("/sw.js").text, "VERSION")
    assert constant(client.get("/sw.js").text, "VERSION") == before
    app.config["SITE_NAME"] = "改了名"
    assert constant(client.get("/sw.js").text, "VERSION") != before


def test_switched_off_it_takes_its_leave_and_no_page_registers_it(app: Flask, client: FlaskClient) -> None:
    assert "js/install.js" in client.get("/about").text
    app.config["SERVICE_WORKER"] = False
    farewell = client.get("/sw.js").text
    assert "self.registration.unregister()" in farewell
    assert "addAll" not in farewell
    assert "js/install.js" not in client.get("/about").text


def test_the_pages_on_the_device_are_not_for_crawlers(client: FlaskClient) -> None:
    for path in ("/mine", "/offline"):
        assert '<meta name="robots" content="noindex">' in client.get(path).text


def test_without_scripts_the_page_of_ones_own_says_why_it_is_empty(client: FlaskClient) -> None:
    page = client.get("/mine").text
    assert "这一页现在用不了。" in page
    assert re.search(r'<div id="mine"[^>]* hidden>', page)


def test_what_a_page_loads_is_small(app: Flask, client: FlaskClient) -> None:
    """At most 13 kB of script packed, on any page; the QR code's drawing is fetched only when asked for."""
    static = Path(str(app.static_folder))
    for path in ("/", "/mine"):
        names = re.findall(r'<script src="/static/([^"?]+)', client.get(path).text)
        assert sum(len(packed(static / name)) for name in names) < 13 * 1024
    assert len(packed(static / "vendor/qrcode-generator/qrcode.min.js")) < 8 * 1024
