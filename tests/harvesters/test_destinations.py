"""Which addresses may be asked, and why others may not."""

from ipaddress import ip_address

import pytest

from harvesters.destinations import first_refusal, refusal


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("127.0.0.1", "本机地址"),
        ("127.255.255.254", "本机地址"),
        ("::1", "本机地址"),
        ("10.1.2.3", "内网地址"),
        ("172.16.0.1", "内网地址"),
        ("172.31.255.255", "内网地址"),
        ("192.168.1.1", "内网地址"),
        ("fd00::1", "内网地址"),
        ("169.254.169.254", "链路本地地址"),
        ("fe80::1", "链路本地地址"),
        ("100.64.0.1", "运营商内部地址"),
        ("100.100.100.200", "运营商内部地址"),
        ("224.0.0.1", "组播地址"),
        ("ff02::1", "组播地址"),
        ("0.0.0.0", "未指定地址"),
        ("::", "未指定地址"),
        ("192.0.0.192", "保留地址"),
        ("198.18.0.1", "保留地址"),
        ("203.0.113.5", "保留地址"),
        ("255.255.255.255", "保留地址"),
        ("2001:db8::1", "保留地址"),
        ("::ffff:127.0.0.1", "本机地址"),
        ("::ffff:169.254.169.254", "链路本地地址"),
        ("::127.0.0.1", "本机地址"),
        ("::8.8.8.8", "IPv4 兼容地址"),
        ("64:ff9b::a00:1", "地址转换用的地址"),
        ("64:ff9b::808:808", "地址转换用的地址"),
        ("2002:7f00:1::", "地址转换用的地址"),
    ],
)
def test_inner_and_special_addresses_are_refused_with_the_reason(address: str, why: str) -> None:
    assert refusal(ip_address(address)) == why


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.0.1", "223.255.255.254", "2400:3200::1", "9.9.9.9"]
)
def test_public_addresses_may_be_asked(address: str) -> None:
    assert refusal(ip_address(address)) == ""


def test_a_public_address_in_ipv6_clothes_is_not_asked_either() -> None:
    assert refusal(ip_address("::ffff:1.1.1.1")) == "IPv4 兼容地址"


def test_a_name_with_one_inner_address_is_refused_whole() -> None:
    assert first_refusal(["1.1.1.1", "10.0.0.1"]) == "内网地址"


def test_a_scope_is_no_way_round() -> None:
    assert first_refusal(["fe80::1%eth0"]) == "链路本地地址"
