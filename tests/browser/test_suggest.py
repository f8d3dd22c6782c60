"""Suggestions while typing: a combobox by keyboard, by touch and with a Chinese input method."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.catalogue.web.shelf import Shelf

BOX = "main input[type=search]"


@pytest.fixture
def page(browser: Any, site: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 320, "height": 700}, has_touch=True, service_workers="block")
    page = context.new_page()
    page.goto(site)
    yield page
    context.close()


def type_and_wait(page: Any, text: str) -> None:
    page.focus(BOX)
    page.keyboard.type(text)
    page.wait_for_selector(f"{BOX}[aria-expanded=true]")


def active(page: Any) -> str | None:
    """The words of the option the screen reader is told of."""
    name = page.get_attribute(BOX, "aria-activedescendant")
    return page.locator(f"#{name} span").inner_text() if name else None


def test_it_is_a_combobox_with_a_list_as_screen_readers_know_them(page: Any) -> None:
    type_and_wait(page, "手机")
    box = page.locator(BOX)
    assert (box.get_attribute("role"), box.get_attribute("aria-autocomplete")) == ("combobox", "list")
    options = page.locator(f"#{box.get_attribute('aria-controls')} [role=option]")
    assert "智能手机入门" in options.locator("span").all_inner_texts()
    assert options.locator("small").all_inner_texts()[-1] == "资源"
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_arrows_go_round_and_enter_opens_the_resource(page: Any, site: str, shelf: Shelf) -> None:
    type_and_wait(page, "智能手机入")
    assert active(page) is None
    page.keyboard.press("ArrowDown")
    assert active(page) == "智能手机入门"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert active(page) == "智能手机入门"
    page.keyboard.press("Enter")
    page.wait_for_url(site + shelf.resource)


def test_a_topic_is_searched_for(page: Any) -> None:
    type_and_wait(page, "智能手机使")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.input_value(BOX) == "智能手机使用"


def test_enter_without_a_choice_searches_for_what_was_typed(page: Any) -> None:
    type_and_wait(page, "手机")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.input_value(BOX) == "手机"


def test_escape_closes_and_keeps_what_was_typed(page: Any) -> None:
    type_and_wait(page, "手机")
    page.keyboard.press("Escape")
    assert page.get_attribute(BOX, "aria-expanded") == "false"
    assert page.input_value(BOX) == "手机"
    page.keyboard.press("ArrowDown")
    assert page.get_attribute(BOX, "aria-expanded") == "true"


def test_tab_leaves_it_behind(page: Any) -> None:
    type_and_wait(page, "手机")
    page.keyboard.press("Tab")
    assert page.get_attribute(BOX, "aria-expanded") == "false"
    assert page.locator(".suggestions:visible").count() == 0


def test_a_touch_opens_the_institution(page: Any, site: str, shelf: Shelf) -> None:
    type_and_wait(page, "赣江")
    page.tap("[role=option] >> text=赣江数字学院")
    page.wait_for_url(f"{site}/institutions/*")
    assert page.locator("h1").inner_text() == "赣江数字学院"


def test_pinyin_that_is_still_being_composed_asks_for_nothing(page: Any) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "suggest" in request.url else None)
    page.evaluate(
        "selector => { const box = document.querySelector(selector); box.focus(); box.value = 'shou';"
        " box.dispatchEvent(new InputEvent('input', { isComposing: true })); }",
        BOX,
    )
    page.wait_for_timeout(400)
    assert asked == []


def test_an_answer_that_comes_too_late_is_not_shown(page: Any) -> None:
    page.route(
        "**/api/v1/suggest?q=*",
        lambda route: route.fulfill(json={"items": [{"text": "旧的", "type": "topic", "value": "x"}]}),
    )
    page.focus(BOX)
    page.keyboard.type("旧")
    page.wait_for_selector(f"{BOX}[aria-expanded=true]")
    page.unroute("**/api/v1/suggest?q=*")
    page.fill(BOX, "")
    assert page.locator(".suggestions:visible").count() == 0


def test_when_the_site_does_not_answer_the_box_still_searches(page: Any) -> None:
    page.route("**/api/v1/suggest?q=*", lambda route: route.abort())
    page.focus(BOX)
    page.keyboard.type("手机")
    page.wait_for_timeout(400)
    assert page.locator(".suggestions:visible").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")


def test_what_was_typed_is_never_markup(page: Any) -> None:
    items = [{"text": "<img src=x onerror=alert(1)>", "type": "topic", "value": "javascript:alert(1)"}]
    page.route("**/api/v1/suggest?q=*", lambda route: route.fulfill(json={"items": items}))
    type_and_wait(page, "x")
    assert page.locator("[role=option] span").all_inner_texts() == ["<img src=x onerror=alert(1)>"]
