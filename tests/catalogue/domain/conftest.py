"""A source whose place does what the test wants, and a clock that only the test moves."""

from collections.abc import Callable

import pytest
from flask import Flask

from catalogue.db import db, writing
from catalogue.domain.runs.perform import harvest
from catalogue.models import Run, Source
from harvesters import registry
from tests.catalogue.domain.moved_clock import Clock
from tests.catalogue.domain.paged_place import BOB, PagedPlace
from tests.factories import make_source


@pytest.fixture
def place(app: Flask, monkeypatch: pytest.MonkeyPatch) -> PagedPlace:
    place = PagedPlace()
    monkeypatch.setattr(registry, "get", lambda name: place)
    return place


@pytest.fixture
def source(app: Flask) -> Source:
    with writing() as session:
        return make_source(session, url="https://example.cn/api", adapter="paged")


@pytest.fixture
def harvested(app: Flask, place: PagedPlace, source: Source) -> Callable[[], Run]:
    return lambda: harvest(db.session.get_one(Source, source.id), app.config, by=BOB)


@pytest.fixture
def clock() -> Clock:
    return Clock()
