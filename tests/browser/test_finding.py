"""Finding and opening a resource by touch, with JavaScript switched off."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.catalogue.web.shelf import Shelf

PHONE = {"width": 390, "height": 800}


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_by_touch(page: Any, site: str, shelf: Shelf) -> None:
    page.goto(f"{site}/search?q=手机")
    assert not page.locator("#filters").is_visible()
    page.click(".open-filters")
    assert page.locator("#filters").is_visible()
    page.check("input[name=kind][value=course]")
    page.click(".apply button")
    page.wait_for_url("**kind=course*")
    page.click(".chips.active a >> nth=0")
    page.wait_for_url(lambda url: "kind=" not in url)
    page.click(f"a[href='{shelf.resource}']")
    assert page.locator(".button.big small").inner_text() == "将打开 example.edu.cn"


def test_the_skip_link_leads_past_the_header(page: Any, site: str, shelf: Shelf) -> None:
    page.goto(f"{site}/lectures/")
    page.keyboard.press("Tab")
    assert page.locator(".skip:focus").inner_text() == "跳到正文"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main a:focus").inner_text() == "订阅讲座日历"


def test_on_a_wide_screen_the_filters_stand_beside_the_results(page: Any, site: str, shelf: Shelf) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{site}/search")
    assert page.locator("#filters").is_visible()
    assert not page.locator(".open-filters").is_visible()
