"""Turns the Chinese numerals of dates, times and amounts into digits: 二〇二六年十二月一日, 晚七点, 两个小时."""

import re

DIGITS = {**dict(zip("〇零一二三四五六七八九", "00123456789", strict=True)), "两": "2", "兩": "2"}
UNITS = "年月日号号点點时時分刻周週天个個小学學课課钟鐘"
YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")
NUMBER = re.compile(
    f"(?<![第期周週拜])([一二三四五六七八九两兩]?十[一二三四五六七八九]?|[一二三四五六七八九两兩])(?=[{UNITS}])"
)


def with_digits(text: str) -> str:
    """The text with digits for the numerals before a unit of time; those of week days and of names stay."""
    text = YEAR.sub(lambda found: "".join(DIGITS[numeral] for numeral in found[0]), text)
    return NUMBER.sub(lambda found: str(below_hundred(found[0])), text)


def below_hundred(numeral: str) -> int:
    """The number a numeral of one to three characters stands for: 七, 十二, 二十, 三十一."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int(DIGITS[numeral])
    return int(DIGITS[tens or "一"]) * 10 + int(DIGITS[ones or "零"])
