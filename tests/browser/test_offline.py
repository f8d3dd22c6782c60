"""The service worker: static files and two pages without a network, nothing else kept, and its farewell."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.serving import Site
from tests.catalogue.web.shelf import Shelf

PHONE = {"width": 390, "height": 800}
IN_CHARGE = (
    "navigator.serviceWorker.controller || new Promise(done =>"
    " navigator.serviceWorker.addEventListener('controllerchange', done, { once: true })).then(() => true)"
)
KEPT = "caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(cache => cache.keys()))))"


@pytest.fixture
def page(browser: Any, site: str) -> Iterator[Any]:
    """A page whose service worker is in charge."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{site}/about")
    page.evaluate(IN_CHARGE)
    yield page
    context.close()


def kept(page: Any) -> list[str]:
    """The addresses the browser keeps, without the site's own beginning."""
    return page.evaluate(f"{KEPT}.then(all => all.flat().map(request => request.url.replace(location.origin, '')))")  # type: ignore[no-any-return]


def test_without_a_network_a_page_says_so_and_looks_right(page: Any, site: str, shelf: Shelf) -> None:
    page.context.set_offline(True)
    page.goto(site + shelf.resource)
    assert page.locator("h1").inner_text() == "现在没有网络"
    assert page.url == site + shelf.resource
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).borderRadius") == "10px"
    page.context.set_offline(False)
    page.click("text=再试一次")
    page.wait_for_selector("h1:has-text('智能手机入门')")


def test_without_a_network_ones_own_learning_is_there(page: Any, site: str, shelf: Shelf) -> None:
    page.goto(site + shelf.resource)
    page.click("[data-mark=kept] >> nth=0")
    page.context.set_offline(True)
    page.goto(f"{site}/mine")
    assert page.locator("[data-list=kept] li a").all_inner_texts() == ["智能手机入门"]


def test_nothing_somebody_looked_at_is_kept(page: Any, site: str, shelf: Shelf) -> None:
    for path in (shelf.resource, "/search?q=手机", f"{shelf.resource}/report", "/api/v1/search?q=手机"):
        page.goto(site + path)
    assert {address for address in kept(page) if not address.startswith("/static/")} == {"/mine", "/offline"}


def test_reports_visits_and_machines_pass_it_by(page: Any, site: str, shelf: Shelf) -> None:
    page.context.set_offline(True)
    for path in (f"{shelf.resource}/report", f"{shelf.resource}/visit", "/api/v1/search"):
        with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
            page.goto(site + path)


def test_switched_off_it_deletes_what_it_kept_and_goes(page: Any, running: Site) -> None:
    running.app.config["SERVICE_WORKER"] = False
    try:
        page.evaluate("navigator.serviceWorker.getRegistration().then(registration => registration.update())")
        page.wait_for_timeout(1000)
        page.goto(f"{running.address}/about")
        assert kept(page) == []
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    finally:
        running.app.config["SERVICE_WORKER"] = True
