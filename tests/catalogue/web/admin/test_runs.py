"""Runs at the administrators' pages: what one came to, and deciding about one that waits."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue.db import db, writing
from catalogue.domain.runs.perform import finish_left, harvest, unfinished_runs
from catalogue.models import Account, Run, Source
from harvesters import registry
from tests.catalogue.domain.paged_place import BOB, PagedPlace, states
from tests.factories import make_source

LIST = "/admin/runs/"


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[PagedPlace]:
    place = PagedPlace()
    monkeypatch.setattr(registry, "get", lambda name: place)
    return place


@pytest.fixture
def harvested(app: Flask, administrator: Account, place: PagedPlace) -> Callable[[], Run]:
    with writing() as session:
        source = make_source(session, url="https://example.cn/api", adapter="paged")
    return lambda: harvest(db.session.get_one(Source, source.id), app.config, by=BOB)


@pytest.fixture
def quarantined(place: PagedPlace, harvested: Callable[[], Run]) -> Run:
    harvested()
    place.numbers, place.titles = [1, 2, 99], {2: "第二讲（新）"}
    return harvested()


def again(run: Run) -> Run:
    db.session.rollback()
    return db.session.get_one(Run, run.id)


def test_what_waits_is_listed(client: FlaskClient, quarantined: Run) -> None:
    assert f'href="{LIST}{quarantined.public_id}"' in client.get(LIST).text


def test_an_empty_list_says_what_comes_there(client: FlaskClient, administrator: Account) -> None:
    assert "没有等待核对的采集" in client.get(LIST).text


def test_the_difference_is_shown_before_anybody_decides(client: FlaskClient, quarantined: Run) -> None:
    page = client.get(LIST + quarantined.public_id).text
    assert "不再列出 8 条" in page
    assert "新增 1 条" in page
    assert "改变 1 条" in page
    assert "第二讲（新）" in page


def test_the_reasons_of_what_failed_are_shown(
    client: FlaskClient, place: PagedPlace, harvested: Callable[[], Run]
) -> None:
    place.numbers = [*range(1, 31), 404]
    page = client.get(LIST + harvested().public_id).text
    assert "没有标题" in page
    assert "出错和不收录的" in page


def test_accepting_leaves_the_work_to_the_worker(client: FlaskClient, app: Flask, quarantined: Run) -> None:
    assert client.post(f"{LIST}{quarantined.public_id}/accept").status_code == 303
    run = again(quarantined)
    assert (run.state, run.lease_until) == ("accepted", None)
    assert unfinished_runs(db.session()) == [run]
    finish_left(run.source_id, app.config)
    assert again(quarantined).state == "done"
    assert states()["第99讲"] == "public"


def test_rejecting_changes_nothing_public(client: FlaskClient, quarantined: Run) -> None:
    answer = client.post(f"{LIST}{quarantined.public_id}/reject", data={"reason": "接口\n坏了"})
    assert answer.status_code == 303
    run = again(quarantined)
    assert (run.state, run.message) == ("rejected", "接口 坏了")
    assert "第99讲" not in states()


@pytest.mark.parametrize("act", ["accept", "reject"])
def test_the_second_of_two_decisions_is_told(client: FlaskClient, quarantined: Run, act: str) -> None:
    client.post(f"{LIST}{quarantined.public_id}/reject")
    answer = client.post(f"{LIST}{quarantined.public_id}/{act}")
    assert (answer.status_code, "没有被隔离" in answer.text) == (400, True)


def test_a_run_of_an_adapter_that_is_gone_can_still_be_rejected(client: FlaskClient, administrator: Account) -> None:
    with writing() as session:
        source = make_source(session, url="https://example.cn/api", adapter="long-gone")
        session.add(run := Run(source=source, state="quarantined", message="少了一半"))
    assert "不能采集" in client.get(LIST + run.public_id).text
    assert client.post(f"{LIST}{run.public_id}/reject").status_code == 303
