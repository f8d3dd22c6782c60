"""The difference that is shown of a run that waits for a person."""

from collections.abc import Callable
from datetime import timedelta

from catalogue.db import db, now
from catalogue.domain.runs.difference import Change, difference
from catalogue.models import Run
from harvesters.record import LectureRecord
from tests.catalogue.domain.paged_place import PagedPlace

SHOWN = 3


def test_it_names_what_is_missing_new_changed_and_unusable(harvested: Callable[[], Run], place: PagedPlace) -> None:
    harvested()
    place.numbers, place.titles = [1, 2, 3, 404, 11], {2: "第二讲"}
    run = harvested()

    found = difference(db.session(), run, place, shown=SHOWN)

    assert (run.state, run.missing, found.compared) == ("quarantined", 7, 5)
    assert found.missing == [Change("4", "第4讲"), Change("5", "第5讲"), Change("6", "第6讲")]
    assert (found.new_count, found.new) == (1, [Change("11", "第11讲")])
    assert (found.changed_count, found.changed) == (1, [Change("2", "第二讲", {"title": ("第2讲", "第二讲")})])
    assert (found.unusable_count, found.unusable) == (1, [Change("404", "没有标题")])


def test_only_the_first_few_are_named_and_all_are_counted(harvested: Callable[[], Run], place: PagedPlace) -> None:
    harvested()
    place.numbers = list(range(101, 111))

    found = difference(db.session(), harvested(), place, shown=SHOWN)

    assert (found.new_count, [change.key for change in found.new]) == (10, ["101", "102", "103"])


def test_lectures_are_compared_too(harvested: Callable[[], Run], place: PagedPlace) -> None:
    soon = now() + timedelta(days=1)
    lectures = [LectureRecord(uid=f"u{number}", title=f"讲座{number}", starts=soon) for number in range(4)]
    place.numbers, place.lectures = [], lectures
    harvested()
    place.lectures = [LectureRecord(uid="u0", title="改名讲座", starts=soon)]

    found = difference(db.session(), harvested(), place, shown=SHOWN)

    assert [change.title for change in found.missing] == ["讲座1", "讲座2", "讲座3"]
    assert found.changed == [Change("u0", "改名讲座", {"title": ("讲座0", "改名讲座")})]
