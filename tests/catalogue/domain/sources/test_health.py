"""What a source's last runs say about it."""

from collections.abc import Callable

from flask import Flask

from catalogue.db import db
from catalogue.domain.sources.health import SourceHealth, health_of
from catalogue.models import Run, Source
from tests.catalogue.domain.paged_place import PagedPlace


def health(source: Source) -> SourceHealth:
    found = db.session.get_one(Source, source.id)
    return health_of(db.session(), [found])[source.id]


def test_a_source_never_harvested_raises_no_alarm(app: Flask, source: Source) -> None:
    assert health(source) == SourceHealth()


def test_a_source_that_went_well_raises_no_alarm(source: Source, harvested: Callable[[], Run]) -> None:
    run = harvested()

    assert health(source) == SourceHealth(run, run, "")


def test_a_failing_source_says_how_often_and_why(
    source: Source, place: PagedPlace, harvested: Callable[[], Run]
) -> None:
    good = harvested()
    place.breaks_at = 1
    harvested()
    last = harvested()

    assert health(source) == SourceHealth(last, good, "最近 2 次采集都失败了：接口中断")


def test_a_quarantined_source_says_what_to_do(source: Source, place: PagedPlace, harvested: Callable[[], Run]) -> None:
    good = harvested()
    place.numbers = []
    last = harvested()

    found = health(source)

    assert (found.last_run, found.last_good_run) == (last, good)
    assert found.alarm.startswith(f"采集 {last.public_id} 已隔离，公开内容没有变动：这次什么也没有读到")
    assert f"catalogue runs show {last.public_id}" in found.alarm


def test_a_window_that_shows_nothing_any_more_raises_an_alarm(
    source: Source, place: PagedPlace, harvested: Callable[[], Run]
) -> None:
    harvested()
    place.full_list, place.numbers = False, []

    assert harvested().state == "done"
    assert health(source).alarm == "最近一次采集什么也没有读到；请检查来源是否改版或已停用"
