"""Suggestions while typing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from catalogue.db import db, writing
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


def test_without_an_index_titles_and_institutions_remain(ask: Ask, app: Flask):
    (Path(app.instance_path) / "index" / "current").unlink()
    assert [type_ for _text, type_ in ask("手机")] == ["institution", "resource", "resource"]
