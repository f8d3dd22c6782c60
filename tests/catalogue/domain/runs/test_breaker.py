"""The judge: what looks wrong waits for a person, what looks as ever does not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from catalogue.db import db, now, writing
from catalogue.domain.runs.deciding import accept, reject
from catalogue.domain.runs.perform import perform
from catalogue.errors import CatalogueError
from catalogue.models import Listing, Resource, Run, Source
from tests.catalogue.domain.paged_place import BOB, PagedPlace, counters, states

ALL = range(1, 11)

Harvest = Callable[[], Run]


def set_source(source: Source, **values: object) -> None:
    with writing() as session:
        for name, value in values.items():
            setattr(session.get_one(Source, source.id), name, value)


def test_a_redesign_that_loses_every_title_waits(harvested: Harvest, place: PagedPlace) -> None:
    harvested()
    before = states()
    place.titles = dict.fromkeys(ALL, "")

    run = harvested()

    assert run.state == "quarantined"
    assert run.message == "读到的 10 条中有 10 条不能用（上次是 0%），最常见的原因：没有标题；请检查来源是否改版"
    assert states() == before


def test_a_source_that_always_held_unusable_items_may_go_on_so(harvested: Harvest, place: PagedPlace) -> None:
    place.titles = dict.fromkeys(range(6, 11), "")

    assert [harvested().state, harvested().state] == ["done", "done"]


def test_a_few_unusable_items_among_few_are_no_redesign(harvested: Harvest, place: PagedPlace) -> None:
    harvested()
    place.titles = dict.fromkeys(range(7, 11), "")

    run = harvested()

    assert (run.state, run.unread) == ("done", 4)


def test_a_redesign_that_gives_everything_one_title_waits(harvested: Harvest, place: PagedPlace) -> None:
    harvested()
    before = states()
    place.titles = dict.fromkeys(ALL, "学校首页")

    run = harvested()

    assert (run.state, run.message) == ("quarantined", "读到的 10 条中有 10 条的标题完全相同；请检查来源是否改版")
    assert states() == before


def test_titles_that_were_alike_before_are_no_redesign(harvested: Harvest, place: PagedPlace) -> None:
    place.titles = dict.fromkeys(ALL, "每周公开课")

    assert [harvested().state, harvested().state] == ["done", "done"]


def test_a_window_that_calls_much_deleted_waits(harvested: Harvest, place: PagedPlace) -> None:
    harvested()
    place.full_list, place.deleted = False, {1, 2, 3}

    run = harvested()

    assert (run.state, run.message) == (
        "quarantined",
        "已有的 10 条记录中有 3 条不见了，超过 20%；请核对后接受或拒绝",
    )


def test_a_few_deletions_are_followed(harvested: Harvest, place: PagedPlace) -> None:
    harvested()
    place.full_list, place.deleted = False, {1, 2}

    run = harvested()

    assert (run.state, counters(run)) == ("done", {"found": 10, "changed": 2, "unchanged": 8})
    assert [title for title, state in states().items() if state == "archived"] == ["第1讲", "第2讲"]


def test_a_list_that_crumbles_a_little_every_day_waits(harvested: Harvest, place: PagedPlace) -> None:
    harvested()
    place.numbers = list(range(3, 11))
    assert harvested().state == "done"
    place.numbers = list(range(4, 11))

    run = harvested()

    assert (run.state, run.missing) == ("quarantined", 1)
    assert run.message == "已有的 10 条记录中有 3 条不见了，超过 20%；请核对后接受或拒绝"


def test_what_a_person_accepted_as_gone_is_not_missed_again(app: Flask, harvested: Harvest, place: PagedPlace) -> None:
    harvested()
    place.numbers = list(range(4, 11))
    run = harvested()
    with writing() as session:
        accept(session, run, by=BOB)
    perform(run.id, app.config)

    assert harvested().state == "done"


def test_what_was_archived_after_its_grace_is_not_missed_again(harvested: Harvest, place: PagedPlace) -> None:
    harvested()
    place.numbers = list(range(3, 11))
    harvested()
    with writing() as session:
        for listing in session.query(Listing).where(Listing.missing_since.is_not(None)):
            listing.missing_since = now() - timedelta(days=15)
    place.numbers = list(range(4, 11))

    assert harvested().state == "done"


@pytest.mark.parametrize(
    ("expectation", "message"),
    [
        ({"expected_least": 11}, "只读到 10 条，少于预期的至少 11 条；请检查来源是否改版"),
        ({"expected_most": 9}, "读到 10 条，多于预期的至多 9 条；请检查来源是否重复翻页或混入别的内容"),
    ],
)
@pytest.mark.parametrize("full_list", [True, False])
def test_a_run_outside_its_expected_range_waits(
    harvested: Harvest, place: PagedPlace, source: Source, expectation: dict[str, int], message: str, full_list: bool
) -> None:
    place.full_list = full_list
    set_source(source, **expectation)

    run = harvested()

    assert (run.state, run.message, states()) == ("quarantined", message, {})


def test_a_run_inside_its_expected_range_is_applied(harvested: Harvest, place: PagedPlace, source: Source) -> None:
    set_source(source, expected_least=10, expected_most=10)

    assert harvested().state == "done"


def test_a_list_may_be_called_a_window_and_then_absence_means_nothing(
    harvested: Harvest, place: PagedPlace, source: Source
) -> None:
    harvested()
    set_source(source, full_list=False)
    place.numbers = [1]

    run = harvested()

    assert (run.state, counters(run)) == ("done", {"found": 1, "unchanged": 1})


def test_later_whole_lists_supersede_what_waited(harvested: Harvest, place: PagedPlace) -> None:
    harvested()
    place.numbers = []
    first, second = harvested(), harvested()
    place.numbers = list(ALL)
    good = harvested()

    assert [first.state, second.state, good.state] == ["rejected", "rejected", "done"]
    assert second.message == f"已被后来的采集 {good.public_id} 取代"


def test_a_window_does_not_supersede_a_whole_list(harvested: Harvest, place: PagedPlace) -> None:
    harvested()
    place.numbers = []
    whole = harvested()
    place.full_list, place.numbers = False, [1, 2]

    harvested()

    assert whole.state == "quarantined"


def test_only_what_waits_can_be_accepted(app: Flask, harvested: Harvest) -> None:
    run = harvested()

    with pytest.raises(CatalogueError, match="没有被隔离"), writing() as session:
        accept(session, run, by=BOB)


def test_an_accepted_redesign_is_applied_as_it_is(app: Flask, harvested: Harvest, place: PagedPlace) -> None:
    harvested()
    place.titles = dict.fromkeys(ALL, "学校首页")
    run = harvested()
    with writing() as session:
        accept(session, run, by=BOB)

    assert perform(run.id, app.config).state == "done"
    assert db.session.query(Resource).where(Resource.title == "学校首页").count() == 10


def test_after_a_rejection_nothing_has_changed(harvested: Harvest, place: PagedPlace) -> None:
    harvested()
    before = versions()
    place.titles = dict.fromkeys(ALL, "学校首页")
    run = harvested()

    with writing() as session:
        reject(session, run, by=BOB)

    assert versions() == before


def versions() -> list[tuple[str, int]]:
    return [(resource.title, resource.version) for resource in db.session.query(Resource).order_by(Resource.id)]
