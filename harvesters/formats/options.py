"""Checks of what people write as a source's options; each raises OptionError saying what is expected."""

import re

from harvesters.errors import OptionError
from harvesters.formats.addresses import web_address

PARAMETER = re.compile(r"[A-Za-z0-9_.\[\]$-]{1,100}$")


def check_address(text: str) -> None:
    """Refuse what is no complete web address."""
    if not web_address(text):
        raise OptionError(f"“{text[:100]}”不是以 http:// 或 https:// 开头的完整地址")


def check_addresses(text: str) -> None:
    """Refuse a list, separated by spaces or lines, in which one is no complete web address."""
    for address in text.split():
        check_address(address)


def check_parameter(text: str) -> None:
    """Refuse what cannot be the name of a parameter in an address or a form."""
    if not PARAMETER.match(text):
        raise OptionError(f"“{text[:100]}”不是参数名，应写成 page 或 offset 的样子")


def check_number(text: str) -> None:
    """Refuse what is no whole number from 0 on."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise OptionError(f"“{text[:100]}”不是 0 或正整数")
