"""Pages that answer 200 and say that there is nothing, or want a login; and pages that only look like it."""

import gc
import time

import pytest

from catalogue.domain.text.page_words import (
    TITLE_LENGTH,
    is_front_page,
    is_login_address,
    own_title,
    says_it_is_missing,
    says_log_in,
)
from harvesters.formats.web_page import WebPage, read_web_page
from tests.catalogue.domain.links.pages import LOGINS, MISSING, THERE


@pytest.mark.parametrize("html", MISSING.values(), ids=MISSING.keys())
def test_a_page_that_says_it_is_gone_is_missing(html: str) -> None:
    page = read_web_page(html)
    assert (says_it_is_missing(page), says_log_in(page)) == (True, False)


@pytest.mark.parametrize("html", THERE.values(), ids=THERE.keys())
def test_a_page_with_something_to_say_is_there(html: str) -> None:
    page = read_web_page(html)
    assert (says_it_is_missing(page), says_log_in(page)) == (False, False)


@pytest.mark.parametrize("html", LOGINS.values(), ids=LOGINS.keys())
def test_a_form_to_log_in_is_known_by_its_title(html: str) -> None:
    page = read_web_page(html)
    assert (says_it_is_missing(page), says_log_in(page)) == (False, True)


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (WebPage("智能手机入门 - 示范学堂"), "智能手机入门 - 示范学堂"),
        (WebPage("", shared_title="智能手机入门"), "智能手机入门"),
        (WebPage("示范学堂", shared_title="智能手机入门", site_name="示范学堂"), "智能手机入门"),
        (WebPage("示范学堂", shared_title="智能手机入门_示范学堂"), "智能手机入门_示范学堂"),
        (WebPage("智能手机入门 - 示范学堂", shared_title="示范学堂", site_name="示范学堂"), "智能手机入门 - 示范学堂"),
        (WebPage("智能手机入门", shared_title="手机课，快来学"), "智能手机入门"),
        (WebPage("\ufffd\ufffd课"), ""),
        (WebPage("课" * 1000), "课" * (TITLE_LENGTH - 1) + "…"),
        (WebPage(), ""),
    ],
)
def test_a_page_is_called_by_its_title_or_by_the_one_for_sharing_where_that_says_more(
    page: WebPage, title: str
) -> None:
    assert own_title(page) == title


@pytest.mark.parametrize(
    "url",
    [
        "https://passport.example.cn/?service=1",
        "https://sso.example.edu.cn/",
        "https://www.example.edu.cn/cas/login?service=x",
        "https://www.example.cn/user/login.html",
        "https://www.example.cn/#/login",
    ],
)
def test_addresses_of_logins_are_known(url: str) -> None:
    assert is_login_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.cn/course/login-security",
        "https://cas.cn/",
        "https://www.cas.cn/course/1",
        "https://example.cn/",
    ],
)
def test_other_addresses_are_no_logins(url: str) -> None:
    assert not is_login_address(url)


@pytest.mark.parametrize(
    ("url", "front"),
    [
        ("https://example.cn", True),
        ("https://example.cn/", True),
        ("https://example.cn/index.html", True),
        ("https://example.cn/default.aspx", True),
        ("https://example.cn/#/course/1", True),
        ("https://example.cn/?id=3", False),
        ("https://example.cn/course/1", False),
        ("https://example.cn/indexes", False),
    ],
)
def test_front_pages_are_known_by_their_path(url: str, front: bool) -> None:
    assert is_front_page(url) is front


@pytest.mark.parametrize(
    "page",
    [
        WebPage("页面" * 100_000, "页面" * 200),
        WebPage("抱歉，" * 60, "域名" * 200),
        WebPage("登录" * 100, "page " * 80),
        WebPage("所要想" * 60, "404" * 130),
    ],
)
def test_hostile_pages_are_judged_at_once(page: WebPage) -> None:
    gc.disable()  # what other tests left behind takes longer to walk than a page
    started = time.thread_time()
    says_it_is_missing(page)
    says_log_in(page)
    took = time.thread_time() - started
    gc.enable()
    assert took < 0.1
