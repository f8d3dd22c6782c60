"""Suggestions while typing."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from catalogue.clock import local_day
from catalogue.db import db, now, writing
from catalogue.domain.counts.asked_queries import LEAST_DAYS, LEAST_TIMES
from catalogue.models import AskedQuery
from catalogue.search.suggest import suggest
from catalogue.search.sync import sync
from tests.factories import make_institution, make_resource

Ask = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def ask(app: Flask) -> Ask:
    """Texts and types suggested by a catalogue of a few things."""
    with writing() as session:
        school = make_institution(session, name="手机大学")
        make_resource(session, provider=school, title="手机摄影", topics=["smartphone"])
        make_resource(session, provider=school, title="智能手机摄影与后期")
        make_resource(session, provider=school, title="100%掌握Excel")
        make_resource(session, provider=make_institution(session, name="手机学院"), title="手机维修", state="pending")
    sync(app.extensions["search_engine"], Path(app.instance_path))

    def ask(typed: str, limit: int = 10) -> list[tuple[str, str]]:
        found = suggest(app.extensions["search_engine"], db.session(), typed, limit)
        return [(suggestion.text, suggestion.type) for suggestion in found]

    return ask


def test_topics_institutions_and_titles_that_lead_to_something(ask: Ask):
    assert ask("手机") == [
        ("智能手机使用", "topic"),
        ("手机大学", "institution"),
        ("手机摄影", "resource"),
        ("智能手机摄影与后期", "resource"),
    ]


def test_case_and_width_do_not_matter(ask: Ask):
    assert ask("ｅｘｃｅｌ") == [("100%掌握Excel", "resource")]


@pytest.mark.parametrize("typed", ["", "   ", "\0", "没有这样的东西", "_", "手%影", "\ud800"])
def test_what_leads_nowhere_suggests_nothing(ask: Ask, typed: str):
    assert ask(typed) == []


def test_a_percent_sign_means_itself(ask: Ask):
    assert ask("100%") == [("100%掌握Excel", "resource")]


def test_no_more_than_asked_for(ask: Ask):
    assert len(ask("手机", limit=2)) == 2


@pytest.mark.parametrize("typed", ["shouji", "shou", "sj", "ShouJi"])
def test_letters_are_read_as_pinyin_and_as_initials(ask: Ask, typed: str):
    assert ask(typed)[:3] == [("智能手机使用", "topic"), ("手机大学", "institution"), ("手机摄影", "resource")]


def test_what_many_ask_is_suggested_if_it_still_finds_something(ask: Ask, app: Flask):
    with writing() as session:
        for text in ("手机摄影", "手机炒股"):
            for days in range(LEAST_DAYS):
                day = local_day(now()) - timedelta(days=days)
                session.add(AskedQuery(text=text, day=day, count=LEAST_TIMES))
    assert ("手机摄影", "query") in ask("手机")
    assert ("手机摄影", "query") in ask("sjsy")
    assert "手机炒股" not in [text for text, _type in ask("手机")]


def test_a_new_title_is_suggested_once_the_index_has_it(ask: Ask, app: Flask):
    assert ask("陶瓷") == []
    with writing() as session:
        make_resource(session, title="陶瓷鉴赏")
    sync(app.extensions["search_engine"], Path(app.instance_path))
    assert ask("陶瓷") == [("陶瓷鉴赏", "resource")]


def test_without_an_index_titles_and_institutions_remain(ask: Ask, app: Flask):
    (Path(app.instance_path) / "index" / "current").unlink()
    assert [type_ for _text, type_ in ask("手机")] == ["institution", "resource", "resource"]
