"""Zoom to 400 % and 长者模式 lose nothing: nothing sideways, nothing cut off, every link and control within reach.

A screen of 1280 by 1024 pixels at 400 % is a page of 320 by 256.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.serving import Site

pytestmark = pytest.mark.audit

DESKTOP, ZOOMED, PHONE = (1280, 1024), (320, 256), (320, 640)
NORMAL, ELDER, LARGEST = "", "mode=elder", "text=200&mode=elder"
KNOWN_TO_BE_CUT = ".hide, .skip, .clip, .crumbs li:last-child, .table thead, input"
"""What only screen readers need, summaries and titles that stand in full on the page they lead to, fields."""
FILTERS = ".open-filters:visible, .close-filters:visible"
"""On a phone the filters are a sheet, and what lies under it is reached by closing it."""
CUT_OFF = f"""
[...document.body.querySelectorAll('*')]
  .filter(e => e instanceof HTMLElement && e.getClientRects().length && !e.closest('{KNOWN_TO_BE_CUT}'))
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 ||
    /hidden|clip/.test(getComputedStyle(e).overflow) &&
    (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
  .map(e => e.tagName + '.' + e.className)
"""
WITHIN_REACH = """
() => {
  document.querySelectorAll('details').forEach(one => { one.open = true; });
  const place = address => { const url = new URL(address, location); return url.pathname + url.search; };
  const control = e => e.form.getAttribute('action') + (e.type === 'checkbox' ? `?${e.name}=${e.value}` : e.name);
  const name = e => e.closest('[role=search]') ? '/search'
    : e.href ? place(e.href) : e.form ? control(e) : e.getAttribute('data-mark') || e.textContent.trim();
  return [...document.querySelectorAll('a, button, summary, input, select, textarea')]
    .filter(e => e.getClientRects().length && getComputedStyle(e).visibility === 'visible')
    .filter(e => !e.matches('.pager .number')).map(name);
}
"""
"""Where links lead, what can be pressed, chosen or filled in; numbers of pages have 上一页 and 下一页 beside them."""
COVERED = """
() => {
  const focused = document.activeElement;
  const seen = ({left, top, width, height}) => {
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    return at && (focused.contains(at) || at.contains(focused));
  };
  return [...focused.getClientRects()].some(seen) ? null : focused.outerHTML.slice(0, 100);
}
"""


@contextmanager
def shown(browser: Any, site: Site, size: tuple[int, int], display: str) -> Iterator[Any]:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", service_workers="block"
    )
    if display:
        context.add_cookies([{"name": "display", "value": display, "url": site.address}])
    yield context.new_page()
    context.close()


def within_reach(browser: Any, site: Site, size: tuple[int, int], display: str) -> dict[str, set[str]]:
    with shown(browser, site, size, display) as page:
        found = {}
        for path in site.pages:
            page.goto(site.address + path)
            found[path] = set(page.evaluate(WITHIN_REACH))
            if page.locator(FILTERS).count():
                page.click(FILTERS)
                found[path] |= set(page.evaluate(WITHIN_REACH))
        return found


def own_address(site: Site, path: str) -> str:
    """The address a page calls its own: some links name a thing by its id, others by its name."""
    found = re.search(r'<link rel="canonical" href="([^"]+)"', site.app.test_client().get(path).text)
    return urlsplit(found[1]).path if found else path


@pytest.fixture(scope="module")
def everything(browser: Any, running: Site) -> dict[str, set[str]]:
    return within_reach(browser, running, DESKTOP, NORMAL)


@pytest.mark.parametrize("display", [NORMAL, ELDER, LARGEST])
def test_zoomed_in_nothing_is_cut_off_or_sideways(browser: Any, running: Site, display: str) -> None:
    cut = []
    with shown(browser, running, ZOOMED, display) as page:
        for path in running.pages:
            page.goto(running.address + path)
            if (found := page.evaluate(CUT_OFF)) or page.evaluate("document.documentElement.scrollWidth") > ZOOMED[0]:
                cut.append((path, found))
    assert cut == []


def test_zoomed_in_everything_is_within_reach(browser: Any, running: Site, everything: dict[str, set[str]]) -> None:
    zoomed = within_reach(browser, running, ZOOMED, NORMAL)
    assert {path: lost for path in everything if (lost := everything[path] - zoomed[path])} == {}


def test_what_elder_mode_leaves_out_stands_on_another_page(
    browser: Any, running: Site, everything: dict[str, set[str]]
) -> None:
    elder = within_reach(browser, running, PHONE, ELDER)
    anywhere = set().union(*elder.values())
    lost = set().union(*everything.values()) - anywhere
    assert {path for path in lost if own_address(running, path) not in anywhere} == set()


@pytest.mark.parametrize(("size", "display"), [(ZOOMED, NORMAL), (PHONE, ELDER)])
def test_nothing_covers_what_has_the_focus(browser: Any, running: Site, size: tuple[int, int], display: str) -> None:
    covered = []
    with shown(browser, running, size, display) as page:
        for path in ("/", "/search?q=手机#filters", running.shelf.resource, running.shelf.lecture, "/about/numbers"):
            page.goto(running.address + path)
            page.keyboard.press("Tab")
            while page.evaluate("document.activeElement.tagName") != "BODY":
                if found := page.evaluate(COVERED):
                    covered.append((path, found))
                page.keyboard.press("Tab")
    assert covered == []
