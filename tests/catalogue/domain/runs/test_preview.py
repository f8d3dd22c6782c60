"""Dry runs: they say beforehand what a harvest then does, and store nothing."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from catalogue.db import db, now
from catalogue.domain.runs.preview import Preview, foresee, trial_source
from catalogue.domain.sources.door import http_door
from catalogue.models import Listing, Resource, Run, Source
from harvesters.record import Adapter, LectureRecord
from tests.catalogue.domain.paged_place import PagedPlace, counters


def foreseen(app: Flask, source: Source, place: Adapter, limit: int | None = None) -> list[Preview]:
    found = db.session.get(Source, source.id) or source
    return list(foresee(db.session(), found, place, http_door(app.config), limit=limit))


def outcomes(found: list[Preview]) -> dict[str, int]:
    return {"found": len(found), **Counter(item.outcome for item in found)}


def test_what_is_foreseen_of_an_unknown_source_is_what_its_harvest_does(
    app: Flask, place: PagedPlace, source: Source, harvested: Callable[[], Run]
) -> None:
    place.numbers = [1, 404, 2, 500, 204, 1, 3]

    before = outcomes(foreseen(app, source, place))

    assert before == counters(harvested()) == {"found": 7, "new": 3, "failed": 2, "refused": 2}


def test_what_is_foreseen_of_a_known_source_is_what_its_harvest_does(
    app: Flask, place: PagedPlace, source: Source, harvested: Callable[[], Run]
) -> None:
    harvested()
    place.full_list, place.numbers = False, [*range(1, 13)]
    place.deleted, place.titles = {1, 12}, {2: "第二讲"}

    before = outcomes(foreseen(app, source, place))

    assert before == counters(harvested()) == {"found": 12, "changed": 2, "unchanged": 8, "new": 1, "refused": 1}


def test_what_screening_holds_back_is_foreseen(
    app: Flask, place: PagedPlace, source: Source, harvested: Callable[[], Run]
) -> None:
    place.titles = {2: "一月包过速成班"}
    soon = now() + timedelta(days=1)
    place.lectures = [LectureRecord(uid="u1", title="免费讲座，报名费200元", starts=soon)]

    found = foreseen(app, source, place)

    assert outcomes(found) == counters(harvested()) == {"found": 11, "new": 9, "pending": 2}
    assert {item.reason for item in found if item.outcome == "pending"} == {
        "自动检查发现：违规承诺“包过”；请人工查看",
        "自动检查发现：疑似收费“报名费200元”；请人工查看",
    }


def test_a_trial_of_an_unknown_source_stores_nothing(app: Flask, place: PagedPlace) -> None:
    trial = trial_source("paged", "https://example.cn/api", {}, "free")

    found = foreseen(app, trial, place)

    assert outcomes(found) == {"found": 10, "new": 10}
    assert [db.session.query(table).count() for table in (Source, Run, Listing, Resource)] == [0, 0, 0, 0]


def test_a_trial_reads_no_further_than_its_limit(app: Flask, place: PagedPlace) -> None:
    read: list[int] = []
    place.before_item = read.append

    found = foreseen(app, trial_source("paged", "https://example.cn/api", {}, "free"), place, limit=3)

    assert ([item.key for item in found], read) == (["1", "2", "3"], [1, 2, 3])


def test_a_trial_says_what_is_missing_and_what_is_wrong(app: Flask, place: PagedPlace) -> None:
    place.numbers = [1, 404]

    good, bad = foreseen(app, trial_source("paged", "https://example.cn/api", {}, "free"), place)

    assert good.missing == ["summary", "kind", "topics", "audiences", "level"]
    assert (bad.key, bad.url, bad.outcome, bad.reason) == ("404", "https://example.cn/404", "failed", "没有标题")


def test_records_whose_cost_nobody_knows_would_wait(app: Flask, place: PagedPlace) -> None:
    place.numbers, place.cost = [1], "unknown"

    assert outcomes(foreseen(app, trial_source("paged", "https://example.cn/api", {}, "unknown"), place)) == {
        "found": 1,
        "pending": 1,
    }
