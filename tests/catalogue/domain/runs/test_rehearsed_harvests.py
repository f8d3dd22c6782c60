"""The rehearsal through the whole site: sources added and harvested, twice over, and lists that fall apart."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from catalogue.db import db, writing
from catalogue.domain.intake.grace import archive_vanished
from catalogue.domain.runs import perform
from catalogue.domain.sources.states import NewSource, add_source
from catalogue.models import Listing, Resource, ReviewTask, Run, RunItem, Source
from tests.rehearsal.behaviour import BEHAVIOURS, Behaviour, Expected
from tests.rehearsal.behaviours.falling_apart import COUNT
from tests.rehearsal.rehearsal import Rehearsal
from tests.rehearsal.visitable import visitable
from tests.rehearsal.visiting import UNIT, Visit, impatient_door

ALICE = "operator:alice"
NOT_OURS, REPEATED = "不是本目录收录的内容", "同一编号在本次采集中重复出现，只取第一条"
LOST = ["done", "quarantined", "quarantined", "failed", "quarantined", "done"]
SHOWN = ["done", "done", "done", "failed", "done", "done"]
FALLING_APART = {"table_falling_apart": LOST, "repository_falling_apart": LOST, "feed_falling_apart": SHOWN}
"""The states in which the runs of one visit after the other end; a feed shows only its newest, so it loses nothing."""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Harvests go through a door that does not wait long."""
    monkeypatch.setattr(perform, "http_door", lambda *_, **__: impatient_door())


def add(rehearsal: Rehearsal, behaviour: Behaviour) -> int:
    """A trusted source at the host, as an operator adds it; returns its number."""
    url, options = rehearsal.url(behaviour.name), dict(rehearsal.expected[behaviour.name].options)
    new = NewSource(behaviour.adapter, url, f"来源机构（{behaviour.name}）", options=options, default_cost="free")
    with writing() as session:
        return add_source(session, new, trusted=True, by=ALICE).id


def harvest(app: Flask, source_id: int, *, everything: bool = False) -> Run:
    source = db.session.get_one(Source, source_id)
    return perform.harvest(source, app.config, by=ALICE, everything=everything)


def brought(run: Run) -> Visit:
    """What a run brought into the catalogue and what it reported."""
    if run.state == "failed":
        return Visit(failure=run.message)
    listed = select(Resource.title).join(Resource.listings).where(Listing.source_id == run.source_id)
    items = db.session.scalars(select(RunItem).where(RunItem.run_id == run.id).order_by(RunItem.position)).all()
    return Visit(
        good=list(db.session.scalars(listed.where(Resource.state == "public").order_by(Listing.id))),
        bad=[item.reason for item in items if item.outcome == "failed"],
        not_ours=sum(item.reason == NOT_OURS for item in items),
        repeated=sum(item.reason == REPEATED for item in items),
        deleted=sum(item.deleted for item in items),
    )


def counters(run: Run) -> dict[str, int]:
    names = ("found", "new", "changed", "unchanged", "merged", "pending", "refused", "failed", "missing")
    return {name: getattr(run, name) for name in names if getattr(run, name)}


def expected_counters(expected: Expected, good: str) -> dict[str, int]:
    """The counters a run must end with when all good records count as `good`."""
    refused = expected.not_ours + expected.repeated + expected.deleted
    counts = {good: len(expected.good), "failed": len(expected.bad), "refused": refused}
    return {name: count for name, count in {"found": sum(counts.values()), **counts}.items() if count}


def open_tasks() -> int:
    return db.session.scalar(select(func.count()).select_from(ReviewTask)) or 0


def test_the_whole_list_twice_over_loses_nothing_and_reports_everything(app: Flask) -> None:
    steady = [one for one in visitable() if one.name not in FALLING_APART]
    with Rehearsal(steady, unit=UNIT) as rehearsal:
        sources = {one.name: add(rehearsal, one) for one in steady}
        for good in ("new", "unchanged"):
            for name, source_id in sources.items():
                run, expected = harvest(app, source_id), rehearsal.expected[name]
                found = brought(run)
                assert (name, found) == (name, found.as_expected(expected))
                assert (name, counters(run)) == (name, expected_counters(expected, good))

    assert open_tasks() == 0


def shelf() -> list[tuple[object, ...]]:
    """What the catalogue holds of the source, and whether anything of it is held to be missing."""
    rows = select(Listing.key, Listing.missing_since, Listing.gone, Resource.title, Resource.state, Resource.version)
    return [tuple(row) for row in db.session.execute(rows.join(Listing.resource).order_by(Listing.id))]


@pytest.mark.parametrize("name", FALLING_APART)
def test_a_source_that_falls_apart_changes_nothing_and_comes_back_whole(app: Flask, name: str) -> None:
    with Rehearsal([BEHAVIOURS[name]], unit=UNIT) as rehearsal:
        source_id = add(rehearsal, BEHAVIOURS[name])
        states = [harvest(app, source_id).state]
        whole = shelf()
        for _ in rehearsal.expected[name].then:
            states.append(harvest(app, source_id, everything=True).state)
            with writing() as session:
                assert archive_vanished(session, grace_days=0) == 0
            assert shelf()[:COUNT] == whole

    assert (states, open_tasks(), len(whole)) == (FALLING_APART[name], 0, COUNT)
