"""What was looked for in vain is counted by day, and says nothing about who."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from catalogue.clock import local_day
from catalogue.db import db, now, writing
from catalogue.domain.counts.failed_queries import FAILED, Gap, gaps
from catalogue.domain.counts.query_counts import KEPT_DAYS
from catalogue.models import FailedQuery


def test_the_same_words_count_together(app: Flask):
    for typed in ("插花", " 插花 ", "Kubernetes", "kubernetes", "插花"):
        FAILED.count(typed)
    assert gaps(db.session(), days=30, limit=10) == []
    FAILED.write()
    assert gaps(db.session(), days=30, limit=10) == [Gap("插花", 3), Gap("kubernetes", 2)]


@pytest.mark.parametrize("typed", ["", "13812345678", "zhang@example.cn", "https://example.cn", "长" * 41])
def test_what_may_be_about_a_person_is_not_kept(app: Flask, typed: str):
    FAILED.count(typed)
    FAILED.write()
    assert gaps(db.session(), days=30, limit=10) == []


def test_old_counts_go(app: Flask):
    with writing() as session:
        session.add(FailedQuery(text="旧的", day=local_day(now()) - timedelta(days=KEPT_DAYS + 1), count=1))
    FAILED.count("新的")
    FAILED.write()
    assert db.session.scalars(select(FailedQuery.text)).all() == ["新的"]


def test_a_search_in_vain_is_counted_by_the_page(app: Flask):
    app.extensions["search_engine"].rebuild([])
    app.test_client().get("/search?q=插花")
    FAILED.write()
    assert gaps(db.session(), days=30, limit=10) == [Gap("插花", 1)]
