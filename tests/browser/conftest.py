"""A real browser against a real server on loopback; without a Chromium these tests are left out, and say so."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask_migrate import upgrade
from werkzeug.serving import make_server

from catalogue import create_app
from catalogue.db import writing
from catalogue.search.sync import rebuild
from tests.catalogue.web.shelf import Shelf, fill_shelf

NAMES = ("chromium", "chromium-browser", "google-chrome")
REQUIRED = os.environ.get("CATALOGUE_REQUIRE_BROWSER") == "1"
LEFT_OUT = "BROWSER TESTS LEFT OUT: "


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if LEFT_OUT in str(report.longrepr)]
    if skipped:
        terminalreporter.section("browser tests left out", red=True)
        terminalreporter.line(f"{len(skipped)} tests found no Chromium: install one, or name it in CATALOGUE_CHROMIUM")


def _leave_out(reason: str) -> None:
    if REQUIRED:
        pytest.fail(f"CATALOGUE_REQUIRE_BROWSER=1, but {reason}")
    pytest.skip(LEFT_OUT + reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an extra that need not be installed
    except ImportError:
        _leave_out("Playwright is not installed")
    found = os.environ.get("CATALOGUE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        _leave_out(f"there is none of {', '.join(NAMES)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shelf_and_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shelf, str]]:
    """A site with a small catalogue, and its address."""
    instance = tmp_path_factory.mktemp("browser") / "instance"
    app = create_app(instance, {"ALLOW_PRIVATE_NETWORKS": True})
    with app.app_context():
        upgrade()
        with writing() as session:
            shelf = fill_shelf(session)
        rebuild(app.extensions["search_engine"], instance)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield shelf, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def shelf(shelf_and_site: tuple[Shelf, str]) -> Shelf:
    return shelf_and_site[0]


@pytest.fixture
def site(shelf_and_site: tuple[Shelf, str]) -> str:
    return shelf_and_site[1]
