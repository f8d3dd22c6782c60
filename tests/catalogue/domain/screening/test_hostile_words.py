"""Nothing a partner can send makes screening slow or breaks it."""

import time
from dataclasses import replace

import pytest

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.screen import screen
from catalogue.domain.screening.sensitive_lists import SensitiveWords
from catalogue.domain.text.normalise import normalise
from tests.factories import make_record

MEGABYTE = 1_000_000
MOST_SECONDS = 2.0
"""Of the thread's own time; the slowest of these takes 0.3 s where this was written."""
LISTS = SensitiveWords([("示例", ["示" * length for length in range(2, 50)])])


def screened(text: str) -> tuple[Flag, ...]:
    """A record all of whose words are a megabyte of the text, as if nothing had bounded them before."""
    record = normalise(make_record(), default_cost="free")
    words = (text * (MEGABYTE // len(text) + 1))[:MEGABYTE]
    return screen(replace(record, title=words, summary=words, body=words), Context(sensitive=LISTS))


@pytest.mark.parametrize(
    "text",
    [
        *("ﷺ", "1", "1,", "¥1", "a", " ", "\n", "\u200b", "示", "前", "原价 ", "学费:由", "缴纳", "证书", "62", "加"),
        *(
            "微信:a",
            "微信号 ",
            "qq群",
            "扫码",
            "购买课程",
            "http://",
            "https://1.2.3.4/x.apk ",
            "xn--",
            "农业部",
            "\ud800",
        ),
    ],
)
def test_a_megabyte_of_anything_is_screened_in_bounded_time_and_with_few_flags(text: str) -> None:
    began = time.thread_time()
    found = screened(text)

    assert time.thread_time() - began < MOST_SECONDS
    assert len(found) < 100
    assert all(len(flag.found) <= 100 and len(flag.excerpt) <= 100 for flag in found)


def test_innocent_words_before_do_not_hide_a_price() -> None:
    record = normalise(make_record(summary="免学费。" * 100 + "报名费：100元。"), default_cost="free")

    assert "报名费:100元" in [flag.found for flag in screen(record, Context())]
