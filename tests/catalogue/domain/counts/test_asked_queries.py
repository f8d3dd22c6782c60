"""What was looked for and found is counted by day, says nothing about who, and is shown when many asked it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from catalogue.clock import local_day
from catalogue.db import db, now, writing
from catalogue.domain.counts.asked_queries import ASKED, LEAST_DAYS, LEAST_TIMES, popular_queries
from catalogue.domain.counts.waiting import MOST_WAITING
from catalogue.models import AskedQuery


def asked(text: str, *counts: int) -> None:
    """So many times today, yesterday and so on."""
    with writing() as session:
        for days, count in enumerate(counts):
            session.add(AskedQuery(text=text, day=local_day(now()) - timedelta(days=days), count=count))


def counts() -> dict[str, int]:
    rows = db.session().execute(select(AskedQuery.text, AskedQuery.count))
    return {row[0]: row[1] for row in rows}


def test_counts_are_written_together(app: Flask):
    for typed in ("手机", " 手机 ", "Excel", "excel", "手机"):
        ASKED.count(typed)
    assert counts() == {}
    ASKED.write()
    ASKED.write()
    assert counts() == {"手机": 3, "excel": 2}


def test_later_counts_add_to_those_of_the_day(app: Flask):
    for _ in range(2):
        ASKED.count("手机")
        ASKED.write()
    assert counts() == {"手机": 2}


def test_many_different_queries_are_written_at_once(app: Flask):
    for number in range(MOST_WAITING):
        ASKED.count(f"课程{number}")
    assert len(counts()) == MOST_WAITING


@pytest.mark.parametrize("typed", ["", "13812345678", "zhang@example.cn", "https://example.cn", "长" * 41])
def test_what_may_be_about_a_person_is_not_counted(app: Flask, typed: str):
    ASKED.count(typed)
    ASKED.write()
    assert counts() == {}


def test_what_many_asked_on_several_days_is_popular(app: Flask):
    enough = [LEAST_TIMES] + [1] * (LEAST_DAYS - 1)
    asked("手机", *enough)
    asked("微信", *(2 * count for count in enough))
    assert popular_queries(db.session(), limit=10) == ["微信", "手机"]
    assert popular_queries(db.session(), limit=1) == ["微信"]


def test_what_was_asked_on_one_evening_or_by_few_is_not(app: Flask):
    asked("一晚上", 100 * LEAST_TIMES)
    asked("没几次", *[1] * LEAST_DAYS)
    assert popular_queries(db.session(), limit=10) == []
