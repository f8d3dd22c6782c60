"""What a source says of a course or a lecture in a story: fields by the names the JSON adapter reads."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from catalogue.db import now
from harvesters.record import LectureRecord, ResourceRecord

Entry = dict[str, Any]

TITLES = (
    "乡村电商直播带货与短视频拍摄实用技巧系列课程",
    "老年人智能手机日常应用与网络安全防骗入门讲堂",
    "人工智能工具在办公文档写作与表格处理中的运用",
)
"""So long that two of one beginning and one provider are likely matches, whatever their markers."""
PROVIDERS = ("赣江数字学院", "示范科技馆")
TEACHERS = ("李小明", "王小芳")
COSTS = ("免费",) * 8 + ("99元", "")
"""Mostly free, at times paid or not said."""
SERIOUS = "报名须缴纳"
"""How words begin that no standing approval covers: each time another price, lest a person has accepted it before."""
FIRST_PRICE = 101
SERIOUS_SHARE = 0.12
DAYS_AHEAD = 20


class Author:
    """Writes entries, each with markers of its own in title, summary and address."""

    def __init__(self, chance: Random, markers: Iterator[str]) -> None:
        self._chance, self._markers, self._prices = chance, markers, count(FIRST_PRICE)

    def course(self) -> Entry:
        entry = {"provider": self._chance.choice(PROVIDERS), "cost": "免费", **self._words(self._title())}
        if self._chance.random() < 0.4:
            entry["teachers"] = self._chance.choice(TEACHERS)
        return {**entry, "cost": self._chance.choice(COSTS)}

    def echo(self, heard: Entry) -> Entry:
        """What another source says of the same course: by its title, and at times by its address."""
        entry = {**self.course(), "title": heard["title"], "provider": heard["provider"]}
        return {**entry, "url": heard["url"]} if self._chance.random() < 0.4 else entry

    def lecture(self) -> Entry:
        starts = now() + timedelta(days=self._chance.randint(1, DAYS_AHEAD))
        words = self._words(self._title())
        return {**words, "provider": self._chance.choice(PROVIDERS), "starts": starts.isoformat(timespec="seconds")}

    def changed(self, entry: Entry) -> Entry:
        """The same thing in other words, some of them or all."""
        fresh = self.lecture() if "starts" in entry else self.course()
        keeps = self._chance.choice((("title", "url", "provider"), ("url",), ("title",), ()))
        return {**fresh, **{field: entry[field] for field in keeps}}

    def _title(self) -> str:
        return f"{self._chance.choice(TITLES)}{next(self._markers)}"

    def _words(self, title: str) -> Entry:
        serious = f"{SERIOUS}{next(self._prices)}元。" if self._chance.random() < SERIOUS_SHARE else ""
        summary = f"逐步讲解，适合初学者。{next(self._markers)}。{serious}"
        return {"title": title, "summary": summary, "url": f"https://course.example.cn/{next(self._markers)}"}


def as_course(key: str, entry: Entry) -> ResourceRecord:
    """The record that a form makes of an entry; a form asks for nothing but what is free."""
    teachers = (entry["teachers"],) if "teachers" in entry else ()
    return ResourceRecord(key=key, cost="free", teachers=teachers, **_said(entry))


def as_lecture(key: str, entry: Entry) -> LectureRecord:
    """The same for a lecture."""
    return LectureRecord(uid=key, starts=datetime.fromisoformat(entry["starts"]), **_said(entry))


def _said(entry: Entry) -> dict[str, str]:
    return {field: entry[field] for field in ("title", "summary", "url", "provider")}
