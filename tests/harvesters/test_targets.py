"""Addresses are read once, as they will be connected to, and odd ones are refused."""

import pytest

from harvesters.errors import DestinationError
from harvesters.targets import read_target


@pytest.mark.parametrize(
    ("address", "url", "server"),
    [
        ("HTTP://A.cn", "http://a.cn/", "a.cn"),
        ("https://a.cn:443/x", "https://a.cn:443/x", "a.cn"),
        ("https://a.cn:8443/x", "https://a.cn:8443/x", "a.cn:8443"),
        ("http://a.cn./x", "http://a.cn./x", "a.cn"),
        ("http://例子.cn/路 径?q=课", "http://xn--fsqu00a.cn/%E8%B7%AF%20%E5%BE%84?q=%E8%AF%BE", "xn--fsqu00a.cn"),
        ("http://127.1.1.1:80\\@127.2.2.2:80/", "http://127.1.1.1:80/%5C@127.2.2.2:80/", "127.1.1.1"),
        ("http://%31%32%37.0.0.1/", "http://127.0.0.1/", "127.0.0.1"),
        ("http://[::1]:80/x", "http://[::1]:80/x", "::1"),
    ],
)
def test_an_address_is_brought_to_the_form_it_is_sent_in(address: str, url: str, server: str) -> None:
    target = read_target(address)

    assert (target.url, target.server) == (url, server)


def test_a_site_is_scheme_host_and_port() -> None:
    assert read_target("https://a.cn:8443/x?y#z").site == "https://a.cn:8443"


def test_the_port_that_counts_is_the_one_connected_to() -> None:
    """Python's own parser would take this for port 80 of evil.cn."""
    with pytest.raises(DestinationError, match="不能访问端口 22"):
        read_target("http://1.1.1.1:22\\@evil.cn:80/")


@pytest.mark.parametrize("address", ["http://me:secret@a.cn/", "http://me@a.cn/", "https://a.cn%2f@b.cn/"])
def test_names_and_passwords_do_not_belong_into_an_address(address: str) -> None:
    with pytest.raises(DestinationError, match="地址里不能带用户名和密码") as caught:
        read_target(address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    ["http:a.cn/", "http:///a.cn", "//a.cn/", "http://a.cn\r\nX: y/", "http://exa\tmple.cn/", "http://a:b:c/"],
)
def test_what_is_no_whole_web_address_is_refused(address: str) -> None:
    with pytest.raises(DestinationError, match="只能访问 http 或 https 地址"):
        read_target(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1"])
def test_a_host_written_as_an_inner_one_is_known_as_such(host: str) -> None:
    assert read_target(f"http://{host}/").is_inner


@pytest.mark.parametrize("host", ["1.1.1.1", "a.cn", "localhost.cn"])
def test_other_hosts_are_not_inner(host: str) -> None:
    assert not read_target(f"http://{host}/").is_inner
