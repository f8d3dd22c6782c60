"""Every task of a reader, by keyboard alone on the narrowest phone, with scripts and without."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.keyboard import press, tab_to
from tests.catalogue.web.shelf import Shelf

NARROWEST = {"width": 320, "height": 640}


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    context = browser.new_context(viewport=NARROWEST, java_script_enabled=request.param, service_workers="block")
    yield context.new_page()
    context.close()


def test_finding_filtering_and_opening(page: Any, site: str, shelf: Shelf) -> None:
    page.goto(site)
    tab_to(page, "input[name=q]")
    page.keyboard.type("手机")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")

    press(page, ".open-filters")
    press(page, "input[name=audience][value=elderly]", "Space")
    press(page, ".apply button")
    page.wait_for_url("**audience=elderly*")
    assert page.locator(".found").inner_text() == "“手机”找到 1 个资源"

    press(page, f"a[href='{shelf.resource}']")
    page.wait_for_url(f"**{shelf.resource}")
    assert page.locator("h1").inner_text() == "智能手机入门"
    with page.expect_response("**/visit") as answer:
        press(page, f"a[href='{shelf.resource}/visit']")
    assert answer.value.headers["location"] == "https://www.example.edu.cn/phone?from=1&to=2"


def test_taking_a_filter_off_and_closing_the_filters(page: Any, site: str) -> None:
    page.goto(f"{site}/search?q=手机&audience=elderly&kind=course")
    press(page, ".chips.active a")
    page.wait_for_url(lambda url: "audience=" not in url and "kind=course" in url)
    press(page, ".open-filters")
    assert page.locator("#filters").is_visible()
    press(page, ".close-filters")
    assert not page.locator("#filters").is_visible()


def test_subscribing_to_the_calendar_of_lectures(page: Any, site: str) -> None:
    page.goto(site)
    press(page, ".menu a[href='/lectures/']")
    page.wait_for_url("**/lectures/")
    with page.expect_download() as download:
        press(page, "main a[href='/lectures.ics']")
    assert download.value.suggested_filename == "lectures.ics"


def test_putting_one_lecture_into_the_calendar(page: Any, site: str, shelf: Shelf) -> None:
    page.goto(f"{site}/lectures/")
    press(page, f"a[href='{shelf.lecture}']")
    page.wait_for_url(f"**{shelf.lecture}")
    with page.expect_download() as download:
        press(page, f"a[href='{shelf.lecture}.ics']")
    assert download.value.suggested_filename == f"{shelf.lecture[1:].replace('lectures/', 'lecture-')}.ics"


def test_switching_elder_mode_on_and_off(page: Any, site: str) -> None:
    page.goto(f"{site}/search?q=手机")
    with page.expect_navigation(url="**/search?q=*"):
        press(page, ".elder-switch button")
    assert page.locator(".elder-switch button").inner_text() == "退出长者模式"
    with page.expect_navigation(url="**/search?q=*"):
        press(page, ".elder-switch button")
    assert page.locator("html[data-mode]").count() == 0
    assert page.context.cookies() == []


def test_choosing_larger_type(page: Any, site: str) -> None:
    page.goto(f"{site}/about")
    press(page, ".foot a[href^='/display']")
    tab_to(page, "input[name=text]")
    page.keyboard.press("ArrowDown")
    press(page, "main button[type=submit]")
    page.wait_for_url(f"{site}/about")
    assert page.locator("html").get_attribute("data-text") == "125"


def test_reading_in_another_language(page: Any, site: str, shelf: Shelf) -> None:
    page.goto(site + shelf.resource)
    press(page, ".languages a[hreflang=en]")
    page.wait_for_url(f"**/en{shelf.resource}")
    assert page.locator(".menu a").first.inner_text() == "Resources"


def test_coming_to_ones_own_things(page: Any, site: str) -> None:
    """Only scripts can keep anything on the device; without them the page says so."""
    page.goto(f"{site}/about")
    press(page, ".menu a[href='/mine']")
    page.wait_for_url("**/mine")
    assert page.locator("#mine-nothing:visible, #mine-without:visible").count() == 1


def test_reporting_a_problem(page: Any, site: str, shelf: Shelf) -> None:
    page.goto(site + shelf.resource)
    press(page, f"a[href='{shelf.resource}/report']")
    press(page, "main button[type=submit]")
    tab_to(page, "#errors a")
    assert page.locator("#errors a").all_inner_texts() == ["请选择是什么问题。"]
    tab_to(page, "input[name=reason]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "textarea")
    page.keyboard.type("打开以后要付钱")
    press(page, "main button[type=submit]")
    page.wait_for_url("**/report/thanks")
    assert page.locator("h1").inner_text() == "谢谢，已经收到"
