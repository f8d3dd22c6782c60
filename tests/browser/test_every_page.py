"""What must hold on every page: it fits the narrowest phone, complains of nothing and calls nobody else."""

from typing import Any

import pytest

from tests.catalogue.web.shelf import Shelf

pytestmark = pytest.mark.audit

PAGES = (
    "/",
    "/search",
    "/search?q=手机&audience=elderly",
    "/search?q=手机#filters",
    "/search?q=qqzz",
    "/search?type=institution",
    "/collections/",
    "/lectures/",
    "/institutions/",
    "/about",
    "/contact",
    "/privacy",
    "/accessibility",
    "/no-such-page",
)
THINGS = ("resource", "archived", "withdrawn", "lecture", "collection", "institution")


def paths(shelf: Shelf) -> list[str]:
    return [*PAGES, *(getattr(shelf, name) for name in THINGS)]


def test_nothing_is_wider_than_the_narrowest_phone(browser: Any, site: str, shelf: Shelf) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    too_wide = []
    for path in paths(shelf):
        page.goto(site + path)
        sticking_out = page.evaluate(
            "[...document.body.querySelectorAll('*')]"
            ".filter(e => e.getClientRects().length && e.getBoundingClientRect().right > 321 && !e.closest('.skip'))"
            ".map(e => e.tagName + '.' + e.className)"
        )
        if page.evaluate("document.documentElement.scrollWidth") > 320 or sticking_out:
            too_wide.append((path, sticking_out))
    page.close()
    assert too_wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_browser_complains_of_nothing_and_calls_nobody_else(
    browser: Any, site: str, shelf: Shelf, scheme: str
) -> None:
    page = browser.new_page(color_scheme=scheme)
    complaints: list[str] = []
    elsewhere: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: elsewhere.append(request.url) if not request.url.startswith(site) else None)
    for path in paths(shelf):
        status = page.goto(site + path, wait_until="networkidle").status
        complaints = [text for text in complaints if f"status of {status}" not in text]
        assert (path, complaints, elsewhere) == (path, [], [])
    page.close()


def test_touch_targets_are_large_enough(browser: Any, site: str, shelf: Shelf) -> None:
    """WCAG 2.2 target size (24 px, links within sentences excepted); ours aim at 44."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    small = []
    for path in paths(shelf):
        page.goto(site + path)
        small += page.evaluate(
            "[...document.querySelectorAll('button, .button, .chips a, .tabs a, .menu a')]"
            ".concat([...document.querySelectorAll('.pager a, summary, label:not([for])')])"
            ".filter(e => e.getClientRects().length && !e.classList.contains('hide'))"
            ".filter(e => e.getBoundingClientRect().height < 32).map(e => location.pathname + ' ' + e.textContent)"
        )
    page.close()
    assert small == []
