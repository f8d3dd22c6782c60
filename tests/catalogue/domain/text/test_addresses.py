import pytest

from catalogue.domain.text.addresses import AddressError, address_key, canonical_address


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTPS://Example.EDU.cn", "https://example.edu.cn/"),
        ("http://example.cn:80/a", "http://example.cn/a"),
        ("https://example.cn:443/a", "https://example.cn/a"),
        ("https://example.cn:8443/a", "https://example.cn:8443/a"),
        ("https://example.cn/a?utm_source=x&id=3&spm=1.2", "https://example.cn/a?id=3"),
        (
            "https://www.bilibili.com/video/BV1x?p=2&share_source=copy&vd_source=9",
            "https://www.bilibili.com/video/BV1x?p=2",
        ),
        ("https://example.cn/a#part-2", "https://example.cn/a"),
        ("https://example.cn/#/course/1", "https://example.cn/#/course/1"),
        ("https://example.cn/a/./b/../c", "https://example.cn/a/c"),
        ("https://example.cn/课程", "https://example.cn/%E8%AF%BE%E7%A8%8B"),
        ("https://例子.cn/", "https://xn--fsqu00a.cn/"),
        ("https://example.cn/%e8%af?q=a b", "https://example.cn/%e8%af?q=a%20b"),
    ],
)
def test_one_address_has_one_form(written: str, canonical: str) -> None:
    assert canonical_address(written) == canonical
    assert canonical_address(canonical) == canonical


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("javascript:alert(1)", "http"),
        ("ftp://example.cn/a", "http"),
        ("example.cn/a", "http"),
        ("https://", "域名"),
        ("https://user:secret@example.cn/", "密码"),
        ("https://exa mple.cn/", "域名"),
        ("https://example.cn:99999/", "写法"),
        ("https://[::1", "写法"),
        ("https://example.cn/" + "a" * 3000, "字符"),
    ],
)
def test_an_address_nobody_could_follow_is_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(AddressError, match=reason):
        canonical_address(written)


def test_scheme_order_of_parameters_and_last_slash_do_not_make_another_address() -> None:
    assert address_key("http://example.cn/a/?b=1&a=2") == address_key("https://example.cn/a?a=2&b=1")


def test_other_paths_are_other_addresses() -> None:
    assert address_key("https://example.cn/a") != address_key("https://example.cn/A")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.cn/a/index.html", "https://example.cn/a/"),
        ("https://www.icourse163.org/course/NCU-1001?tid=7", "http://icourse163.org/learn/NCU-1001?tid=9#/learn/info"),
        (
            "https://study.163.com/course/introduction/1004.htm?share=2",
            "https://study.163.com/course/courseMain.htm?a=1&courseId=1004",
        ),
        ("https://www.bilibili.com/video/BV1xx411c7mD/?p=1", "https://m.bilibili.com/video/BV1xx411c7mD?t=30"),
        ("https://youtu.be/abcdefghijk?t=30", "https://www.youtube.com/watch?v=abcdefghijk"),
    ],
)
def test_what_a_platform_writes_in_several_ways_is_one_address(one: str, other: str) -> None:
    assert address_key(canonical_address(one)) == address_key(canonical_address(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.icourse163.org/course/NCU-1001", "https://www.icourse163.org/course/NCU-1002"),
        ("https://www.bilibili.com/video/BV1xx411c7mD?p=2", "https://www.bilibili.com/video/BV1xx411c7mD?p=3"),
        ("https://www.youtube.com/watch?v=abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijk&list=PL1"),
        ("https://example.cn/learn/NCU-1001?tid=7", "https://example.cn/learn/NCU-1001?tid=9"),
    ],
)
def test_what_differs_in_more_is_not(one: str, other: str) -> None:
    assert address_key(canonical_address(one)) != address_key(canonical_address(other))
