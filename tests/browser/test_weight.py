"""What a phone must fetch before it shows a page, and that nothing jumps while it does."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.auditing import looking
from tests.browser.serving import Site

pytestmark = pytest.mark.audit

FIRST_VIEW_BYTES = 60_000
LAYOUT_SHIFT = 0.02
SHIFTS = """
window.shift = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({type: 'layout-shift', buffered: true});
"""


@pytest.mark.parametrize("name", ["home", "search", "resource"])
def test_the_first_view_is_small(browser: Any, running: Site, name: str) -> None:
    """HTML, style sheets and scripts, packed as they are sent."""
    path = {"home": "/", "search": "/search?q=手机", "resource": running.shelf.resource}[name]
    with looking(browser, running.address, width=390, mode="light") as page:
        sizes: dict[str, int] = {}
        page.on("requestfinished", lambda request: sizes.update({request.url: _weight(request)}))
        page.goto(running.address + path, wait_until="networkidle")
    assert 0 < sum(sizes.values()) <= FIRST_VIEW_BYTES, sizes


def _weight(request: Any) -> int:
    """The body as sent; fonts and pictures come later and do not count."""
    counted = request.resource_type in ("document", "stylesheet", "script")
    return int(request.sizes()["responseBodySize"]) if counted else 0


def test_no_page_jumps_or_asks_another_host(browser: Any, running: Site) -> None:
    jumping, elsewhere, own = [], [], urlsplit(running.address).netloc
    with looking(browser, running.address, width=390, mode="light") as page:
        page.add_init_script(SHIFTS)
        page.on("request", lambda request: elsewhere.append(request.url) if _host(request.url) != own else None)
        for path in (path for path in running.pages if "#" not in path):  # a sheet a reader opens may cover
            page.goto(running.address + path, wait_until="load")
            page.mouse.wheel(0, 3000)
            page.wait_for_timeout(100)
            if (shift := page.evaluate("window.shift")) >= LAYOUT_SHIFT:
                jumping.append((path, shift))
    assert (jumping, elsewhere) == ([], [])


def _host(url: str) -> str:
    return urlsplit(url).netloc
