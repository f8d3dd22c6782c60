from dataclasses import replace

import pytest

from catalogue.domain.page_titles.comparing import PageTitle
from catalogue.domain.screening.context import Context
from catalogue.domain.screening.screen import screen
from catalogue.domain.text.normalise import NormalRecord, normalise
from tests.catalogue.domain.screening.reading import COMPLETE, codes, flags
from tests.factories import make_record


@pytest.mark.parametrize("host", ["1.2.3.4", "127.1", "2130706433", "0x7f.0.0.1", "[2001:db8::1]", "localhost"])
def test_an_address_without_a_name_is_flagged(host: str) -> None:
    assert codes(url=f"http://{host}/course") == ["ip_host"]


@pytest.mark.parametrize("url", ["https://t.cn/A6x", "https://www.bit.ly/abc", "https://dwz.cn/x"])
def test_a_short_link_is_flagged(url: str) -> None:
    assert codes(url=url) == ["short_link"]


@pytest.mark.parametrize(
    "url", ["https://b23.tv/x", "https://youtu.be/abcdefghijk", "https://cdn.cn/t.cn", "https://set.cn/"]
)
def test_a_platforms_own_short_addresses_are_not(url: str) -> None:
    assert codes(url=url) == []


@pytest.mark.parametrize("host", ["аррӏе.com", "icоurse163.org", "gооgle.com"])
def test_a_name_in_letters_that_look_like_others_is_flagged(host: str) -> None:
    assert codes(url=f"https://{host}/") == ["lookalike_host"]


@pytest.mark.parametrize("host", ["教育.中国", "江西mooc.cn", "bücher.example", "xn--.cn", "xn--0.com"])
def test_honest_names_in_other_scripts_are_not(host: str) -> None:
    assert screen(record_at(f"https://{host}/"), Context()) == ()


@pytest.mark.parametrize("path", ["app.apk", "setup.EXE", "tool.msi?version=2"])
def test_a_program_to_download_is_flagged(path: str) -> None:
    assert codes(url=f"https://example.edu.cn/{path}") == ["download"]


@pytest.mark.parametrize("path", ["slides.pdf", "exe", "how-to-open.exe.html", "search?name=a.exe"])
def test_a_page_or_a_document_is_not(path: str) -> None:
    assert codes(url=f"https://example.edu.cn/{path}") == []


def test_a_dangerous_address_in_the_words_is_flagged_where_it_stands() -> None:
    [flag] = flags(body="下载见http://8.8.4.4/study，谢谢。")

    assert (flag.code, flag.field, flag.found) == ("ip_host", "body", "8.8.4.4")


def test_the_readers_own_router_in_the_words_is_no_danger() -> None:
    assert codes(body="在浏览器中打开 http://192.168.1.1 设置路由器。") == []


def test_a_short_link_in_the_words_only_warns() -> None:
    [flag] = flags(body="讲义：https://dwz.cn/abc")

    assert (flag.code, flag.severity) == ("short_link_in_words", "warning")


def test_a_page_that_calls_itself_something_else_is_flagged_with_both_titles() -> None:
    page = PageTitle("https://example.edu.cn/1", "澳门新葡京" + "长" * 100)

    [flag] = flags(Context(page=page), title="Python 入门与智能手机", url=page.address)

    assert (flag.code, flag.severity, flag.field) == ("page_title", "warning", "url")
    assert flag.detail == f"网页自称“澳门新葡京{'长' * 54}…”，记录的标题是“Python 入门与智能手机”。"


def test_a_page_that_the_record_no_longer_links_to_is_not() -> None:
    page = PageTitle("https://example.edu.cn/1", "高等数学")
    assert flags(Context(page=page), title="智能手机入门", url="https://example.edu.cn/2") == ()


def test_a_login_without_encryption_is_flagged() -> None:
    assert codes(url="http://passport.example.edu.cn/login") == ["insecure_login"]


def test_a_login_with_encryption_is_not() -> None:
    assert codes(url="https://passport.example.edu.cn/login") == []


def test_a_site_new_to_its_source_is_flagged() -> None:
    [flag] = flags(Context(frozenset({"ncu.edu.cn"})), url="https://example.com/1")

    assert (flag.code, flag.severity, flag.found) == ("new_site", "warning", "example.com")


def test_another_host_of_a_known_site_is_not() -> None:
    assert flags(Context(frozenset({"ncu.edu.cn"})), url="https://mooc.ncu.edu.cn/1") == ()


def record_at(url: str) -> NormalRecord:
    """A record with an address that normalising might have refused."""
    return replace(normalise(make_record(**COMPLETE), default_cost="free"), url=url)


@pytest.mark.parametrize("url", ["http://[", "http://[::1", "not an address", "", "http://a:b:c/"])
def test_an_address_that_cannot_be_read_breaks_nothing(url: str) -> None:
    assert screen(record_at(url), Context()) == ()
