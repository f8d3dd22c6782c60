"""What must hold on every page: the browser complains of nothing, nobody else is called, targets are large enough."""

from itertools import cycle
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.serving import Site

pytestmark = pytest.mark.audit


def test_the_browser_complains_of_nothing_and_calls_nobody_else(browser: Any, running: Site) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    elsewhere: list[str] = []
    own = _host(running.address)
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: elsewhere.append(request.url) if _host(request.url) != own else None)
    for path, scheme in zip(running.pages, cycle(("light", "dark")), strict=False):
        page.emulate_media(color_scheme=scheme)
        status = page.goto(running.address + path, wait_until="networkidle").status
        complaints = [text for text in complaints if f"status of {status}" not in text]
        assert (path, complaints, elsewhere) == (path, [], [])
    page.close()


def _host(address: str) -> str:
    return urlsplit(address).netloc


def test_touch_targets_are_large_enough(browser: Any, running: Site) -> None:
    """WCAG 2.2 target size (24 px, links within sentences excepted); ours aim at 44."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    small = []
    for path in running.pages:
        page.goto(running.address + path)
        small += page.evaluate(
            "[...document.querySelectorAll('button, .button, .chips a, .tabs a, .menu a')]"
            ".concat([...document.querySelectorAll('.pager a, summary, label:not([for])')])"
            ".filter(e => e.getClientRects().length && !e.closest('.hide'))"
            ".filter(e => e.getBoundingClientRect().height < 32).map(e => location.pathname + ' ' + e.textContent)"
        )
    page.close()
    assert small == []
