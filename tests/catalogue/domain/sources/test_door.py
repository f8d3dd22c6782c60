"""The site's door to the network, by the site's settings."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from catalogue.domain.sources.door import http_door
from catalogue.domain.upkeep.backups import carried
from harvesters.errors import DestinationError

SEEN = '"1"'


class Page(BaseHTTPRequestHandler):
    """One page with a validator, and no robots.txt."""

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self.send_error(404)
            return
        known = self.headers.get("If-None-Match") == SEEN
        self.send_response(304 if known else 200)
        self.send_header("ETag", SEEN)
        self.end_headers()
        self.wfile.write(b"" if known else b"page")

    def log_message(self, *arguments: object) -> None:
        """Stay quiet."""


@pytest.fixture
def page_url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/page"
    server.shutdown()
    server.server_close()


def test_two_doors_of_a_site_keep_answers_and_pace_in_one_place(app: Flask, page_url: str) -> None:
    first, second = http_door(app.config).get(page_url), http_door(app.config).get(page_url)

    assert [first.not_modified, second.not_modified] == [False, True]
    assert {path.name for path in instance(app).iterdir()} >= {"fetched", "pace"}


def test_what_the_door_keeps_does_not_travel_in_backups(app: Flask, page_url: str) -> None:
    http_door(app.config).get(page_url)

    assert [name for name in carried(instance(app)) if name.startswith(("fetched", "pace"))] == []


def test_keeping_answers_can_be_turned_off(app: Flask, page_url: str) -> None:
    settings: dict[str, Any] = {**app.config, "FETCH_KEPT_MEGABYTES": 0}
    responses = [http_door(settings).get(page_url) for _ in range(2)]

    assert [response.not_modified for response in responses] == [False, False]


def test_a_site_reaches_no_inner_network_unless_told(app: Flask, page_url: str) -> None:
    with pytest.raises(DestinationError):
        http_door({**app.config, "ALLOW_PRIVATE_NETWORKS": False}).get(page_url)


def test_the_settings_reach_the_door(app: Flask) -> None:
    chosen = {
        "CONTACT_EMAIL": "post@xue.example.cn",
        "FETCH_MAX_MEGABYTES": 7,
        "FETCH_DELAY_SECONDS": 2.5,
        "FETCH_AT_ONCE": 2,
        "FETCH_ATTEMPTS": 5,
    }
    door = http_door({**app.config, **chosen}, verify_tls=False).settings

    assert door.user_agent == "DigitalSkillsCatalogue/1.0 (+post@xue.example.cn)"
    assert (door.max_bytes, door.delay, door.at_once, door.attempts) == (7 * 1024 * 1024, 2.5, 2, 5)
    assert not door.verify_tls


def instance(app: Flask) -> Path:
    return Path(app.config["INSTANCE"])
