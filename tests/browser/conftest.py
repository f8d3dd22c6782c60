"""A real browser against a real server on loopback; without a Chromium these tests are left out, and say so."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import chromium
from tests.browser.serving import Site, serving
from tests.catalogue.web.shelf import Shelf

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
    if chromium.found() is None:
        _leave_out(f"there is none of {', '.join(chromium.NAMES)}")
    with chromium.launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a small catalogue."""
    with serving(tmp_path_factory.mktemp("browser") / "instance") as site:
        yield site


@pytest.fixture
def shelf(running: Site) -> Shelf:
    return running.shelf


@pytest.fixture
def site(running: Site) -> str:
    """Its address."""
    return running.address
