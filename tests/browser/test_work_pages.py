"""What must hold on every page of signed-in people, each opened by somebody who may: axe, widths, console, keyboard.

`python -m tests.screenshots` takes pictures of the same pages.
"""

from collections.abc import Iterator
from itertools import cycle, product
from typing import Any
from urllib.parse import unquote

import pytest

from tests.browser.auditing import MODES, WIDTHS, looking, violations
from tests.browser.work_acts import ACTS, perform
from tests.browser.work_pages import Office, office

pytestmark = pytest.mark.audit

PHONE = 320
FOCUS_GOES_UP = """
() => {
  const order = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(e => e.tabIndex > 0);
  return order.map(e => e.outerHTML.slice(0, 80));
}
"""
"""Whatever has a place of its own in the order of the Tab key: the order of the page is the order to read in."""
CONTROLS = "main a, main button, main input, main select, main textarea"


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("office") / "instance") as staffed:
        yield staffed


def test_every_page_is_opened_by_somebody_who_may(browser: Any, staffed: Office) -> None:
    with looking(browser, staffed.address, width=PHONE, mode="light") as page:
        answers = []
        for role, path in staffed.pages:
            staffed.come(page.context, role)
            answer = page.goto(staffed.address + path)
            answers.append((role, path, answer.status, unquote(page.url.removeprefix(staffed.address))))
        led_on = {("owner", "/portal/"): staffed.desk.path("/portal/{institution}/")}
        assert answers == [(role, path, 200, led_on.get((role, path), path)) for role, path in staffed.pages]


def test_axe_finds_nothing_wrong(browser: Any, staffed: Office) -> None:
    wrong = []
    for (role, path), (width, mode) in zip(staffed.pages, cycle(product(WIDTHS, MODES)), strict=False):
        with looking(browser, staffed.address, width=width, mode=mode) as page:
            staffed.come(page.context, role)
            page.goto(staffed.address + path)
            wrong += [(path, width, mode, line) for line in violations(page)]
    assert wrong == []


@pytest.mark.parametrize("mode", ["light", "elder"])
def test_on_a_phone_nothing_lies_sideways_and_the_browser_complains_of_nothing(
    browser: Any, staffed: Office, mode: str
) -> None:
    wrong = []
    with looking(browser, staffed.address, width=PHONE, mode=mode) as page:
        page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        for role, path in staffed.pages:
            staffed.come(page.context, role)
            page.goto(staffed.address + path)
            if page.evaluate("document.documentElement.scrollWidth") > PHONE:
                wrong.append(path)
    assert wrong == []


def test_the_tab_key_follows_the_order_of_the_page(browser: Any, staffed: Office) -> None:
    with looking(browser, staffed.address, width=PHONE, mode="light") as page:
        odd = []
        for role, path in staffed.pages:
            staffed.come(page.context, role)
            page.goto(staffed.address + path)
            page.keyboard.press("Tab")
            first = page.evaluate("document.activeElement.className")
            odd += [(path, first)] if first != "skip" else [(path, one) for one in page.evaluate(FOCUS_GOES_UP)]
        assert odd == []


def test_without_scripts_every_page_offers_the_same(browser: Any, staffed: Office) -> None:
    """What is there to follow, to press and to fill in does not wait for a script."""
    lost = []
    with looking(browser, staffed.address, width=PHONE, mode="light") as page:
        plain = browser.new_context(java_script_enabled=False)
        without = plain.new_page()
        for role, path in staffed.pages:
            for one in (page, without):
                staffed.come(one.context, role)
                one.goto(staffed.address + path)
            offered, left = (_offered(one) for one in (page, without))
            lost += [(path, one) for one in offered - left]
        plain.close()
    assert lost == []


def test_what_is_refused_is_said_where_everybody_finds_it(browser: Any, staffed: Office) -> None:
    wrong = []
    for act, mode in zip(ACTS, cycle(MODES), strict=False):
        with looking(browser, staffed.address, width=PHONE, mode=mode) as page:
            perform(page, staffed, act)
            wrong += [(act.name, mode, line) for line in violations(page)]
            if page.evaluate("document.documentElement.scrollWidth") > PHONE:
                wrong.append((act.name, mode, "lies sideways"))
            if page.get_by_role("alert").count() == 0:
                wrong.append((act.name, mode, "says nothing"))
    assert wrong == []


def _offered(page: Any) -> set[str]:
    return set(page.locator(CONTROLS).evaluate_all("all => all.map(e => `${e.tagName} ${e.name || e.pathname}`)"))
