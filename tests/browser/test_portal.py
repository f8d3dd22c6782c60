"""A member of an institution fills in forms in a browser: advice, preview, and without scripts."""

from collections.abc import Iterator
from typing import Any

import pytest

from catalogue.db import writing
from catalogue.domain.submissions.criteria import CODES
from tests.browser.serving import Site
from tests.factories import make_institution, make_lecture, make_resource
from tests.people import person

pytestmark = pytest.mark.audit


@pytest.fixture
def portal(running: Site) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of an institution's pages, and the cookie of one of its members."""
    with running.app.app_context():
        with writing() as session:
            school = make_institution(session)
            public_id = school.public_id
            make_resource(session, provider=school, state="archived", reason="在来源处找不到了。")
            make_lecture(session, institution=school)
        client = running.app.test_client()
        person(client, institution=school)
        cookie = client.get_cookie("session")
    assert cookie is not None
    yield (
        f"{running.address}/portal/{public_id}",
        {"name": "session", "value": cookie.value, "url": running.address},
    )


@pytest.fixture
def page(browser: Any, portal: tuple[str, dict[str, str]]) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, service_workers="block")
    context.add_cookies([portal[1]])
    yield context.new_page()
    context.close()


def fill(page: Any, url: str) -> None:
    page.fill("#title", "智能手机入门")
    page.fill("#url", url)


def vouch(page: Any) -> None:
    for code in CODES:
        page.check(f"input[name=checked][value={code}]")
    page.check("#committed")


def test_advice_follows_what_is_typed(page: Any, portal: tuple[str, dict[str, str]]) -> None:
    page.goto(f"{portal[0]}/resources/new")
    assert page.locator("#advice a[href='#summary']").count() == 1
    page.fill("#summary", "从开机讲起，学会打电话、发消息和扫码，适合第一次用的人。")
    page.locator("#advice a[href='#summary']").wait_for(state="detached")


def test_advice_on_a_lecture_follows_what_is_typed(page: Any, portal: tuple[str, dict[str, str]]) -> None:
    page.goto(f"{portal[0]}/lectures/new")
    assert page.locator("#advice a[href='#speakers']").count() == 1
    page.fill("#speakers", "张警官")
    page.locator("#advice a[href='#speakers']").wait_for(state="detached")


def test_the_preview_opens_beside_the_form(page: Any, portal: tuple[str, dict[str, str]]) -> None:
    page.goto(f"{portal[0]}/resources/new")
    fill(page, "https://www.example.edu.cn/preview")
    with page.expect_popup() as opened:
        page.click("text=预览公开页面")
    assert opened.value.locator("h1").inner_text() == "智能手机入门"
    assert page.input_value("#title") == "智能手机入门"


def test_the_enter_key_hands_in(page: Any, portal: tuple[str, dict[str, str]]) -> None:
    page.goto(f"{portal[0]}/resources/new")
    fill(page, "https://www.example.edu.cn/enter")
    vouch(page)
    page.press("#title", "Enter")
    assert "已提交" in page.inner_text(".notice.good")


def test_a_resource_is_handed_in_without_scripts(browser: Any, portal: tuple[str, dict[str, str]]) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([portal[1]])
    page = context.new_page()
    page.goto(f"{portal[0]}/resources/new")
    fill(page, "https://www.example.edu.cn/without-scripts")
    page.locator("#topics summary").first.click()
    page.check("input[name=topics][value=smartphone]")
    vouch(page)
    page.click("text=提交审核")
    assert "智能手机使用" in page.inner_text("main")
    context.close()
