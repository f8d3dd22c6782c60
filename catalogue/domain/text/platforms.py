"""Platforms that write one thing's address in several ways, and the one address each of them stands for.

Every rule leads to an address a reader can follow. Only what a platform documents or shows in its own links is here.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """`written` matches host, path, query and fragment as address_key writes them; `means` is what it becomes."""

    written: re.Pattern[str]
    means: str


RULES = (
    # 中国大学MOOC: one course has a page, a classroom and an address for every term (tid).
    Rule(
        re.compile(r"(?:www\.)?icourse163\.org/(?:course|learn)/([A-Za-z0-9]+-\d+)(?:[?#].*)?"),
        r"www.icourse163.org/course/\1",
    ),
    # 网易云课堂: the number of the course stands in the path or in the query.
    Rule(
        re.compile(
            r"study\.163\.com/course/"
            r"(?:introduction/(\d+)\.htm(?:[?#].*)?|(?:introduction|courseMain)\.htm\?(?:.*&)?courseId=(\d+)(?:[&#].*)?)"
        ),
        r"study.163.com/course/introduction/\1\2.htm",
    ),
    # 哔哩哔哩: desktop and telephone pages; p is a part of the video and stays.
    Rule(
        re.compile(r"(?:www\.|m\.)?bilibili\.com/video/(BV\w{10}|av\d+)/?\?(?:.*&)?(p=(?!1\b)\d+)(?:[&#].*)?"),
        r"www.bilibili.com/video/\1?\2",
    ),
    Rule(
        re.compile(r"(?:www\.|m\.)?bilibili\.com/video/(BV\w{10}|av\d+)/?(?:[?#].*)?"),
        r"www.bilibili.com/video/\1",
    ),
    # YouTube: a video's short and embedded addresses; one within a list may mean the list, and stays.
    Rule(
        re.compile(
            r"(?!.*[?&]list=)(?:youtu\.be/|(?:www\.|m\.)?youtube\.com/(?:watch\?(?:.*&)?v=|embed/|live/))"
            r"([\w-]{11})(?:[?&#].*)?"
        ),
        r"www.youtube.com/watch?v=\1",
    ),
)


def one_address(address: str) -> str:
    """The address that a platform's address stands for, or the address itself."""
    for rule in RULES:
        if match := rule.written.fullmatch(address):
            return match.expand(rule.means)
    return address
