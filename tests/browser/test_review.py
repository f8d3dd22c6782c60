"""A reviewer decides a hundred prepared items by keyboard alone."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.models import Resource, ReviewDecision, ReviewTask
from tests.browser.serving import Site, serving
from tests.browser.work_pages import cookie_of
from tests.people import make_account
from tests.reviewing import untrusted, waiting_task

pytestmark = pytest.mark.audit

PREPARED = 100
QUEUE = "/review/?kind=new_resource"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Site]:
    """A site of its own: what is decided here would be in the way of other tests."""
    with serving(tmp_path / "instance") as site:
        yield site


@pytest.fixture
def page(browser: Any, desk: Site) -> Iterator[Any]:
    """A reviewer's browser."""
    with desk.app.app_context():
        with writing() as session:
            reviewer = make_account(session, "reviewer")
        cookie = cookie_of(desk.app, reviewer)
    context = browser.new_context(service_workers="block")
    context.add_cookies([{"name": "session", "value": cookie, "url": desk.address}])
    yield context.new_page()
    context.close()


def prepare(desk: Site, items: int) -> None:
    with desk.app.app_context(), writing() as session:
        source = untrusted(session)
        for number in range(1, items + 1):
            waiting_task(session, source, key=str(number), title=f"网络安全常识第 {number} 讲")


def test_a_hundred_items_by_keyboard_alone(page: Any, desk: Site) -> None:
    """Most are accepted; every tenth is sent back with a reason, every twenty-fifth refused."""
    prepare(desk, PREPARED)
    page.goto(desk.address + QUEUE)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for number in range(1, PREPARED + 1):
        assert page.locator("h1").inner_text() == f"网络安全常识第 {number} 讲"
        with page.expect_navigation():
            decide(page, number)
    assert "这里没有要您审的了" in page.locator("main").inner_text()
    assert tally(desk.app) == {"accepted": 88, "returned": 8, "refused": 4}
    assert states(desk.app) == {"public": 88, "returned": 8, "refused": 4}


def decide(page: Any, number: int) -> None:
    keys = page.keyboard
    for check in range(1, 8):
        keys.press(str(check))
    if number % 25 == 0:
        say(page, "不是数字技能课程")
        keys.press("x")
    elif number % 10 == 0:
        keys.press("6")
        say(page, "链接是旧版")
        keys.press("r")
    else:
        keys.press("a")


def say(page: Any, words: str) -> None:
    page.keyboard.press("m")
    page.keyboard.insert_text(words)
    page.keyboard.press("Escape")


def tally(app: Flask) -> Counter[str]:
    with app.app_context():
        return Counter(db.session.scalars(select(ReviewDecision.outcome)))


def states(app: Flask) -> Counter[str]:
    with app.app_context():
        return Counter(db.session.scalars(select(Resource.state).join(ReviewTask)))


def test_several_are_chosen_and_decided_together_by_keyboard(page: Any, desk: Site) -> None:
    prepare(desk, 3)
    page.goto(desk.address + QUEUE)
    for key in ("j", "s", "j", "s"):
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press("b")
    page.keyboard.press("0")
    with page.expect_navigation():
        page.keyboard.press("a")
    assert tally(desk.app) == {"accepted": 2}


def test_keys_that_a_reader_switched_off_do_nothing(page: Any, desk: Site) -> None:
    prepare(desk, 1)
    page.context.add_cookies([{"name": "display", "value": "keys=off", "url": desk.address}])
    page.goto(desk.address + QUEUE)
    page.keyboard.press("j")
    assert (page.locator("[data-row]").count(), page.locator(".at, #key-list").count()) == (1, 0)
