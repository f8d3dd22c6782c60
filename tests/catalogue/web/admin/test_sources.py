"""Sources at the administrators' pages: their health, and how they are harvested."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, now, writing
from catalogue.models import Account, Event, Run, Source
from tests.factories import make_institution, make_source

LIST = "/admin/sources/"


@pytest.fixture
def source(administrator: Account) -> Source:
    with writing() as session:
        owner = make_institution(session, name="赣江数字学院")
        return make_source(session, title="公开课接口", url="https://gj.example.cn/api", institution=owner)


def ran(source: Source, state: str, **values: Any) -> Run:
    with writing() as session:
        run = Run(source_id=source.id, state=state, **values)
        session.add(run)
        return run


def again(source: Source) -> Source:
    db.session.rollback()
    return db.session.get_one(Source, source.id)


def test_a_source_leads_to_its_standing_approval(client: FlaskClient, source: Source) -> None:
    assert f'href="/review/sources/{source.public_id}"' in client.get(f"{LIST}{source.public_id}").text


@pytest.mark.parametrize("query", ["", "?q=公开课", "?q=gj.example", "?q=赣江", "?state=approved", "?state=nonsense"])
def test_sources_are_found_by_title_address_and_owner(client: FlaskClient, source: Source, query: str) -> None:
    assert f'href="{LIST}{source.public_id}"' in client.get(LIST + query).text


def test_nothing_found_says_what_to_do(client: FlaskClient, source: Source) -> None:
    assert "没有找到这样的来源" in client.get(f"{LIST}?state=paused").text
    assert "来源都正常" in client.get(f"{LIST}?ailing=yes").text


@pytest.mark.parametrize(
    ("state", "values"),
    [
        ("failed", {"message": "接口中断", "found": 5}),
        ("quarantined", {"message": "少了一半", "found": 5}),
        ("done", {"found": 0}),
    ],
)
def test_those_that_ail_are_listed_and_counted(
    client: FlaskClient, source: Source, state: str, values: dict[str, Any]
) -> None:
    ran(source, "done", found=5)
    ran(source, state, **values)
    assert source.public_id in client.get(f"{LIST}?ailing=yes").text
    assert "有问题" in client.get(LIST).text
    assert "需要看一看" in client.get(LIST + source.public_id).text


@pytest.mark.parametrize(
    ("state", "values"), [("done", {"found": 5}), ("done", {"found": 0, "since": now()}), ("applying", {})]
)
def test_those_that_went_well_since_do_not_ail(
    client: FlaskClient, source: Source, state: str, values: dict[str, Any]
) -> None:
    ran(source, "failed", message="接口中断")
    ran(source, state, **values)
    assert "来源都正常" in client.get(f"{LIST}?ailing=yes").text
    assert "需要看一看" not in client.get(LIST + source.public_id).text


def test_its_page_shows_the_last_runs(client: FlaskClient, source: Source) -> None:
    run = ran(source, "done", found=120, new=7)
    page = client.get(LIST + source.public_id).text
    assert f'href="/admin/runs/{run.public_id}"' in page
    assert '<td data-label="新增" class="number">7</td>' in page


def test_pausing_and_approving_are_recorded(client: FlaskClient, administrator: Account, source: Source) -> None:
    assert client.post(f"{LIST}{source.public_id}/pause").status_code == 303
    assert again(source).state == "paused"
    assert client.post(f"{LIST}{source.public_id}/approve").status_code == 303
    assert again(source).state == "approved"
    events = db.session.scalars(select(Event.what).where(Event.actor == administrator.actor)).all()
    assert events[-2:] == ["source.paused", "source.approved"]


def test_what_cannot_be_is_said_on_the_page(client: FlaskClient, source: Source) -> None:
    answer = client.post(f"{LIST}{source.public_id}/approve")
    assert (answer.status_code, "不能变为 approved" in answer.text) == (400, True)


def test_a_harvest_is_asked_for_and_left_to_the_worker(client: FlaskClient, source: Source) -> None:
    assert client.post(f"{LIST}{source.public_id}/harvest").status_code == 303
    due = again(source).next_due_at
    assert due and now() - due < timedelta(minutes=1)
    assert "source.harvest_asked" in db.session.scalars(select(Event.what)).all()


@pytest.mark.parametrize(
    ("values", "said"), [({"state": "paused"}, "未获批准或已暂停"), ({"url": ""}, "没有可以采集的网址")]
)
def test_what_cannot_be_harvested_says_why(
    client: FlaskClient, source: Source, values: dict[str, Any], said: str
) -> None:
    with writing() as session:
        for name, value in values.items():
            setattr(session.merge(source), name, value)
    answer = client.post(f"{LIST}{source.public_id}/harvest")
    assert (answer.status_code, said in answer.text) == (400, True)
    assert again(source).next_due_at is None


def test_how_it_is_harvested_is_set(client: FlaskClient, source: Source) -> None:
    sent = {"every_hours": "12", "expected_least": "10", "expected_most": "", "full_list": "no"}
    assert client.post(LIST + source.public_id, data=sent).status_code == 303
    changed = again(source)
    assert (changed.every_hours, changed.expected_least, changed.expected_most) == (12, 10, None)
    assert (changed.full_list, changed.next_due_at is not None) == (False, True)
    page = client.get(LIST + source.public_id).text
    assert 'value="12"' in page
    assert 'value="no" checked' in page


@pytest.mark.parametrize(
    "sent",
    [
        {"every_hours": "0"},
        {"every_hours": "soon"},
        {"every_hours": "9" * 30},
        {"expected_least": "9", "expected_most": "3"},
        {"full_list": "maybe"},
    ],
)
def test_what_makes_no_sense_is_refused(client: FlaskClient, source: Source, sent: dict[str, str]) -> None:
    answer = client.post(LIST + source.public_id, data={"full_list": "", **sent})
    assert (answer.status_code, "field-error" in answer.text) == (400, True)
    assert (again(source).every_hours, source.expected_least) == (None, None)


def test_long_lists_have_pages_that_keep_the_filter(client: FlaskClient, source: Source) -> None:
    with writing() as session:
        for _ in range(50):
            make_source(session, institution=session.merge(source).institution, title="又一个")
    first = client.get(f"{LIST}?state=approved")
    assert "state=approved&amp;page=2" in first.text
    assert source.public_id in client.get(f"{LIST}?state=approved&page=2").text
    assert source.public_id in client.get(f"{LIST}?page=999").text
