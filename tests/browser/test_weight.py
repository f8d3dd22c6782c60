"""What a phone must fetch before it shows a page, and that nothing jumps while it does."""

from typing import Any

import pytest

from tests.browser.auditing import looking
from tests.browser.serving import Site

pytestmark = pytest.mark.audit

FIRST_VIEW_BYTES = 60_000
LAYOUT_SHIFT = 0.02
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
"""Milliseconds and bytes per second: the slow mobile network of Lighthouse."""
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


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_jumps(browser: Any, running: Site, width: int) -> None:
    with looking(browser, running.address, width=width, mode="light") as page:
        page.add_init_script(SHIFTS)
        assert jumping(page, running, running.pages) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_jumps_while_everything_comes_slowly(browser: Any, running: Site, width: int) -> None:
    shelf = running.shelf
    with looking(browser, running.address, width=width, mode="light") as page:
        network = page.context.new_cdp_session(page)
        network.send("Network.setCacheDisabled", {"cacheDisabled": True})
        network.send("Network.emulateNetworkConditions", SLOW)
        page.add_init_script(SHIFTS)
        paths = ["/", "/search?q=手机", "/search?q=手机#filters", shelf.resource, shelf.lecture, "/mine"]
        assert jumping(page, running, paths) == []


def jumping(page: Any, running: Site, paths: list[str]) -> list[tuple[str, float]]:
    """The pages whose parts move while they are loaded and scrolled through, and how much."""
    shifts = []
    for path in paths:
        page.goto(running.address + path, wait_until="load")
        page.mouse.wheel(0, 3000)
        page.wait_for_timeout(100)
        shifts.append((path, page.evaluate("window.shift")))
    return [(path, shift) for path, shift in shifts if shift >= LAYOUT_SHIFT]
