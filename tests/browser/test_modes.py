"""长者模式, the other choices of display, keys and reading aloud, in a real browser."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.serving import Site

NARROWEST = {"width": 320, "height": 640}
ELDER = "mode=elder"
SMALL_TEXT = """
[...document.body.querySelectorAll('main p, main li, main dd, main a, main label')]
  .filter(e => e.getClientRects().length && !e.closest('.hide') && parseFloat(getComputedStyle(e).fontSize) < 18)
  .map(e => e.className + ' ' + e.textContent.trim().slice(0, 20))
"""
SMALL_TARGETS = """
[...document.querySelectorAll('button, .button, .chips a, .tabs a, .menu a, .pager a, .foot a, .who a, label.choice')]
  .filter(e => e.getClientRects().length && !e.closest('.hide') && getComputedStyle(e).visibility === 'visible')
  .filter(e => e.getBoundingClientRect().height < 55.5).map(e => e.textContent.trim())
"""
FAKE_VOICE = """
window.spoken = [];
const voice = {lang: 'zh-CN', name: 'test', default: true, localService: true, voiceURI: 'test'};
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
const synthesis = {
  paused: false, getVoices: () => [voice], addEventListener() {},
  speak(utterance) { this.current = utterance; window.spoken.push(utterance.text); },
  cancel() { this.current = null; }, pause() { this.paused = true; }, resume() { this.paused = false; },
  finish() { const done = this.current; this.current = null; done.onend(); },
};
Object.defineProperty(window, 'speechSynthesis', {value: synthesis});
"""


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=NARROWEST)
    yield context
    context.close()


def choose(context: Any, site: str, cookie: str) -> None:
    context.add_cookies([{"name": "display", "value": cookie, "url": site}])


def test_elder_mode_has_large_type_and_large_targets(context: Any, site: str, running: Site) -> None:
    choose(context, site, ELDER)
    page, small = context.new_page(), []
    for path in running.pages:
        page.goto(site + path)
        small += [(path, text) for text in page.evaluate(SMALL_TEXT) + page.evaluate(SMALL_TARGETS)]
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 22
    assert small == []


def test_choices_are_saved_and_the_reader_comes_back(context: Any, site: str) -> None:
    page = context.new_page()
    page.goto(f"{site}/about")
    page.click("text=字号和颜色")
    page.check("input[name=theme][value=dark]")
    page.check("input[name=text][value='150']")
    page.click("main button[type=submit]")
    page.wait_for_url("**/about")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(13, 19, 34)"


@pytest.mark.parametrize(
    ("cookie", "ground"), [("mode=elder", "rgb(0, 0, 0)"), ("mode=elder&theme=light", "rgb(255, 255, 255)")]
)
def test_elder_mode_at_night(browser: Any, site: str, cookie: str, ground: str) -> None:
    context = browser.new_context(color_scheme="dark")
    choose(context, site, cookie)
    page = context.new_page()
    page.goto(f"{site}/about")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
    context.close()


def test_keys_lead_to_search_to_pages_and_to_their_own_list(context: Any, site: str) -> None:
    page = context.new_page()
    page.goto(site)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("g c?")
    assert page.locator("input[name=q]").input_value() == "g c?"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.locator("#key-list").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#key-list").is_visible()
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/collections/")


def test_keys_that_are_switched_off_do_nothing(context: Any, site: str) -> None:
    choose(context, site, "keys=off")
    page = context.new_page()
    page.goto(f"{site}/search")
    page.keyboard.press("/")
    page.keyboard.press("?")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_without_a_chinese_voice_nothing_offers_to_read(context: Any, site: str) -> None:
    context.add_init_script("Object.defineProperty(window, 'speechSynthesis', {value: undefined})")
    page = context.new_page()
    page.goto(f"{site}/about")
    assert not page.locator("#listen").is_visible()


def test_the_page_is_read_aloud_paused_and_stopped(context: Any, site: str) -> None:
    context.add_init_script(FAKE_VOICE)
    page = context.new_page()
    page.goto(f"{site}/about")
    page.click("#listen")
    page.evaluate("speechSynthesis.finish()")
    assert page.evaluate("spoken")[0].startswith("关于")
    assert len(page.evaluate("spoken")) == 2
    page.click("text=暂停")
    assert page.evaluate("speechSynthesis.paused")
    page.click("text=停止朗读")
    assert not page.locator("#reader").is_visible()
    assert page.evaluate("document.activeElement.id") == "listen"


def test_a_selection_is_read_alone(context: Any, site: str) -> None:
    context.add_init_script(FAKE_VOICE)
    page = context.new_page()
    page.goto(f"{site}/about")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('main h2'))")
    page.click("#listen")
    page.evaluate("speechSynthesis.finish()")
    assert page.evaluate("spoken") == ["收录什么"]
    assert not page.locator("#reader").is_visible()
