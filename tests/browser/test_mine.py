"""我的学习: kept on the device, by keyboard alone, on narrow phones; carried to another device; never trusted."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.keyboard import tab_to
from tests.catalogue.web.shelf import Shelf

PHONE, NARROWEST = 390, 320
KEY = "my-learning"


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": NARROWEST, "height": 700}, service_workers="block")
    yield context.new_page()
    context.close()


def shown(page: Any) -> dict[str, list[str]]:
    """The titles of each list that is to be seen."""
    sections = page.locator("[data-list]:visible")
    return {
        sections.nth(number).get_attribute("data-list"): sections.nth(number).locator("li a").all_inner_texts()
        for number in range(sections.count())
    }


def keep(page: Any, site: str, value: object) -> None:
    """Put a value where the browser keeps ours, as a broken or older page might have."""
    page.goto(f"{site}/about")
    text = value if isinstance(value, str) else json.dumps(value)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def public_id(path: str) -> str:
    return path.rsplit("/", 1)[-1]


@pytest.mark.parametrize("width", [PHONE, NARROWEST])
def test_keeping_and_removing_by_keyboard_alone(page: Any, site: str, shelf: Shelf, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(site + shelf.resource)
    tab_to(page, "[data-mark=kept]")
    page.keyboard.press("Space")
    assert page.locator("[data-mark=kept]").first.get_attribute("aria-pressed") == "true"
    assert page.locator("#said").inner_text() == "已收藏，在“我的学习”里可以找到。"
    tab_to(page, "[data-mark=doing]")
    page.keyboard.press("Enter")
    tab_to(page, ".keeping a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mine")
    everything = {"doing": ["智能手机入门"], "kept": ["智能手机入门"], "seen": ["智能手机入门"]}
    assert shown(page) == everything

    tab_to(page, "[data-list=kept] button")
    page.keyboard.press("Enter")
    assert page.locator("#said").inner_text() == "已移除。"
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.reload()
    assert shown(page) == {"doing": ["智能手机入门"], "seen": ["智能手机入门"]}
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_card_and_the_page_agree(page: Any, site: str, shelf: Shelf) -> None:
    page.goto(f"{site}/search?q=手机")
    card = page.locator(f"[data-keep='{public_id(shelf.resource)}']")
    card.click()
    assert card.get_attribute("aria-pressed") == "true"
    page.goto(site + shelf.resource)
    kept = page.locator("[data-mark=kept]").first
    assert kept.get_attribute("aria-pressed") == "true"
    kept.click()
    assert kept.get_attribute("aria-pressed") == "false"
    page.go_back()
    page.wait_for_selector(f"[data-keep='{public_id(shelf.resource)}'][aria-pressed=false]")


def test_one_stage_at_a_time(page: Any, site: str, shelf: Shelf) -> None:
    page.goto(site + shelf.resource)
    for stage in ("want", "doing", "done"):
        page.click(f"[data-mark={stage}]")
        pressed = page.locator(".stages [aria-pressed=true]")
        assert [one.get_attribute("data-mark") for one in pressed.all()] == [stage]
    page.click("[data-mark=done]")
    assert page.locator(".stages [aria-pressed=true]").count() == 0


def test_whoever_wants_no_history_has_none(page: Any, site: str, shelf: Shelf) -> None:
    page.goto(site + shelf.resource)
    page.goto(f"{site}/mine")
    assert shown(page) == {"seen": ["智能手机入门"]}
    page.uncheck("#mine-remember")
    assert shown(page) == {}
    assert page.locator("#mine-nothing").is_visible()
    page.goto(site + shelf.resource)
    page.goto(f"{site}/mine")
    assert shown(page) == {}
    assert not page.is_checked("#mine-remember")


def test_clearing_asks_first(page: Any, site: str, shelf: Shelf) -> None:
    page.goto(site + shelf.resource)
    page.goto(f"{site}/mine")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.click("#mine-clear")
    assert shown(page) == {"seen": ["智能手机入门"]}
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("#mine-clear")
    assert shown(page) == {}
    assert page.locator("#mine-nothing").is_visible()


def test_a_file_takes_everything_to_another_device(
    page: Any, browser: Any, site: str, shelf: Shelf, tmp_path: Path
) -> None:
    page.goto(site + shelf.resource)
    page.click("[data-mark=kept] >> nth=0")
    page.goto(f"{site}/mine")
    with page.expect_download() as download:
        page.click("#mine-save")
    file = tmp_path / "my-learning.json"
    download.value.save_as(file)

    other = browser.new_context().new_page()
    other.goto(f"{site}/mine")
    other.set_input_files("#mine-file", file)
    other.wait_for_selector("[data-list=kept]")
    assert shown(other) == shown(page) == {"kept": ["智能手机入门"], "seen": ["智能手机入门"]}
    assert other.locator("#said").inner_text() == "已加进来 1 个资源。"
    other.context.close()


def test_the_address_in_the_code_takes_what_was_chosen_to_another_device(
    page: Any, browser: Any, site: str, shelf: Shelf
) -> None:
    page.goto(site + shelf.resource)
    page.click("[data-mark=kept] >> nth=0")
    page.click("[data-mark=done]")
    page.goto(f"{site}/mine")
    page.click("#mine-show-code")
    page.wait_for_selector("#mine-code svg")
    address = page.input_value("#mine-address")
    assert address == f"{site}/mine#add={public_id(shelf.resource)}7"

    other = browser.new_context(service_workers="block").new_page()
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(address)
    other.wait_for_selector("#mine-arrived")
    assert other.evaluate("document.activeElement.id") == "mine-arrived"
    assert other.locator("#mine-arrived-words").inner_text() == "从另一台设备带来了 1 个资源，要加到这台设备吗？"
    assert shown(other) == {}
    assert [url for url in asked if public_id(shelf.resource) in url.split("#")[0]] == []
    other.click("#mine-accept")
    other.wait_for_selector("[data-list=done] a:has-text('智能手机入门')")
    assert shown(other) == {"kept": ["智能手机入门"], "done": ["智能手机入门"]}
    assert other.url == f"{site}/mine"
    other.context.close()


def test_what_arrives_can_be_declined(page: Any, site: str, shelf: Shelf) -> None:
    page.goto(f"{site}/mine#add={public_id(shelf.resource)}1")
    tab_to(page, "#mine-decline")
    page.keyboard.press("Enter")
    assert shown(page) == {}
    assert page.url == f"{site}/mine"


def test_a_wrong_fragment_asks_nothing(page: Any, site: str) -> None:
    for fragment in ("", "add=", "add=<img src=x>", "add=aaaaaaaaaa9", "add=__proto__a1", "add=aaaaaaaaaa1x"):
        page.goto("about:blank")
        page.goto(f"{site}/mine#{fragment}")
        assert page.locator("#mine-nothing").is_visible(), fragment
        assert not page.locator("#mine-arrived").is_visible(), fragment


HOSTILE: list[Any] = [
    "",
    "{",
    "[]",
    "null",
    "1",
    {"version": 99, "things": {}},
    {"version": 1, "things": []},
    {"version": 1, "things": {"__proto__": {"kept": 1}, "constructor": {"kept": 1}, "aaaaaaaaaa": None}},
    {"version": 1, "things": {"aaaaaaaaaa": {"kept": "1", "seen": -5, "stage": "never", "title": {}}}},
]


def test_what_cannot_be_read_counts_as_nothing_and_gives_way(page: Any, site: str, shelf: Shelf) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for value in HOSTILE:
        keep(page, site, value)
        page.goto(f"{site}/mine")
        assert shown(page) == {}, value
    page.goto(site + shelf.resource)
    page.click("[data-mark=kept] >> nth=0")
    page.goto(f"{site}/mine")
    assert shown(page)["kept"] == ["智能手机入门"]
    assert errors == []


def test_markup_in_a_title_stays_text(page: Any, site: str) -> None:
    title = "<img src=x onerror=alert(1)>"
    keep(page, site, {"version": 1, "things": {"aaaaaaaaaa": {"kept": 9e99, "title": title}}})
    page.goto(f"{site}/mine")
    assert shown(page) == {"kept": [title]}
    assert page.locator("#mine img").count() == 0


def test_a_file_that_is_not_ours_is_refused(page: Any, site: str, tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    for text in ("", "[1]", '{"version": 1}', "\0" * 2_000_000):
        file.write_text(text)
        page.goto(f"{site}/mine")
        page.set_input_files("#mine-file", file)
        page.wait_for_selector("#said:not(:empty)")
        assert page.locator("#said").inner_text() == "这个文件读不懂。请选从“我的学习”里存下来的文件。"
        assert shown(page) == {}


def test_more_than_fits_is_bounded_and_what_was_chosen_stays(page: Any, site: str, shelf: Shelf) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    ids = [f"{a}{b}aaaaaaaa" for a in letters for b in letters]
    things = {name: {"title": name, "seen": number + 1} for number, name in enumerate(ids)}
    things[ids[0]]["kept"] = 1
    keep(page, site, {"version": 1, "things": things})
    page.goto(f"{site}/mine")
    assert {name: len(titles) for name, titles in shown(page).items()} == {"kept": 1, "seen": 100}


def test_a_full_browser_says_so(page: Any, site: str, shelf: Shelf) -> None:
    page.goto(f"{site}/about")
    page.evaluate(
        "() => { let size = 1 << 22; while (size) {"
        " try { localStorage.setItem('other' + Math.random(), 'x'.repeat(size)); }"
        " catch (full) { size >>= 1; } } }"
    )
    page.goto(site + shelf.resource)
    if page.locator("[data-mark=kept]").first.is_visible():
        page.click("[data-mark=kept] >> nth=0")
        assert page.locator("#said").inner_text() == "这个浏览器存不下了，没有存成。请在“我的学习”里移除一些。"
    assert page.locator(".button.big").is_visible()


def test_without_storage_nothing_is_offered(page: Any, site: str, shelf: Shelf) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page.goto(site + shelf.resource)
    assert not page.locator(".keeping").is_visible()
    page.goto(f"{site}/mine")
    assert page.locator("#mine-without").is_visible()
    assert not page.locator("#mine").is_visible()


def test_without_scripts_nothing_is_offered_and_everything_else_works(browser: Any, site: str, shelf: Shelf) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(site + shelf.resource)
    assert not page.locator(".keeping").is_visible()
    page.click(".share summary")
    assert page.locator("#page-address").input_value() == site + shelf.resource
    assert page.locator(".share [data-copy]").is_hidden()
    page.click(".share .code")
    assert page.url == f"{site}{shelf.resource}/qr.svg"
    page.goto(f"{site}/mine")
    assert page.locator("#mine-without").is_visible()
    context.close()


def test_copying_the_address(browser: Any, site: str, shelf: Shelf) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], service_workers="block")
    page = context.new_page()
    page.goto(site + shelf.collection)
    page.click(".share summary")
    page.click("[data-copy]")
    page.wait_for_selector("#said:not(:empty)")
    assert page.locator("#said").inner_text() == "网址已复制，可以粘贴给别人了。"
    assert page.evaluate("navigator.clipboard.readText()") == site + shelf.collection
    context.close()


def test_the_systems_own_share_sheet_is_offered_where_there_is_one(page: Any, site: str, shelf: Shelf) -> None:
    page.add_init_script("navigator.share = (what) => { window.shared = what; return Promise.resolve(); };")
    page.goto(site + shelf.lecture)
    page.click(".share summary")
    page.click("[data-share]")
    assert page.evaluate("window.shared") == {"title": "手机防诈骗", "url": site + shelf.lecture}
