"""The ledger's page: administrators and senior reviewers look through it and take it along as a file."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from catalogue.db import writing
from catalogue.models import Event
from tests.factories import make_event, make_source
from tests.people import person

PATH = "/admin/ledger"
CSV_PATH = "/admin/ledger/ledger.csv"


@pytest.fixture
def administrator(client: FlaskClient) -> FlaskClient:
    person(client, "administrator")
    return client


def happened(*whats: str, **values: Any) -> list[int]:
    """Events of the thing `bbbbbbbbbb`; returns their numbers."""
    with writing() as session:
        return [make_event(session, what, **{"subject_id": "bbbbbbbbbb", **values}).id for what in whats]


def rows(answer: TestResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("path", [PATH, CSV_PATH])
@pytest.mark.parametrize(("role", "status"), [("senior_reviewer", 200), ("reviewer", 403), ("curator", 403)])
def test_it_is_for_those_who_answer_for_others(client: FlaskClient, path: str, role: str, status: int) -> None:
    person(client, role)
    assert client.get(path).status_code == status


def test_an_event_is_told_in_chinese(administrator: FlaskClient) -> None:
    with writing() as session:
        source = make_source(session, title="校内课程表")
    values = {"before": "pending", "after": "public", "note": "内容合适", "origin": "198.51.100.7"}
    happened(
        "resource.public", actor=f"approval:{source.public_id}", at=datetime(2026, 11, 1, 16, tzinfo=UTC), **values
    )

    page = administrator.get(f"{PATH}?id=bbbbbbbbbb").text

    said = (
        "2026-11-02 00:00:00",
        "来源“校内课程表”的长期批准",
        "资源：公开",
        "待审核 → 公开",
        "内容合适",
        "198.51.100.7",
    )
    assert [words for words in said if words not in page] == []


def test_fields_that_changed_are_shown_side_by_side(administrator: FlaskClient) -> None:
    happened("resource.corrected", before='{"title": "算法初歩"}', after='{"title": "算法初步"}')
    page = administrator.get(f"{PATH}?id=bbbbbbbbbb").text
    assert "标题：<del>算法初歩</del> → <ins>算法初步</ins>" in page


def test_what_others_wrote_is_no_markup(administrator: FlaskClient) -> None:
    happened("resource.refused", note="<script>alert(1)</script>", before='{"<b>": "<i>"}')
    page = administrator.get(f"{PATH}?id=bbbbbbbbbb").text
    table = page.partition("<table")[2]
    assert [markup for markup in ("<script>", "<b>", "<i>") if markup in table] == []


def test_it_shows_what_is_looked_for(administrator: FlaskClient) -> None:
    happened("resource.public", "resource.refused", "source.approved")
    page = administrator.get(f"{PATH}?id=bbbbbbbbbb&what=resource.refused").text
    assert page.count('<th scope="row">') == 1
    assert '<option value="resource.refused" selected>资源：不收录</option>' in page


def test_what_is_only_in_a_link_is_offered_in_the_list(administrator: FlaskClient) -> None:
    page = administrator.get(f"{PATH}?what=resource&type=dragon").text
    assert '<option value="dragon" selected>dragon</option>' in page


def test_an_older_page_keeps_what_is_looked_for(administrator: FlaskClient) -> None:
    ids = happened(*["run.done"] * 51)
    first = administrator.get(f"{PATH}?what=run.done").text
    assert f'href="/admin/ledger?what=run.done&amp;before={ids[1]}"' in first
    second = administrator.get(f"{PATH}?what=run.done&before={ids[1]}").text
    assert second.count('<th scope="row">') == 1
    assert '<a rel="prev" href="/admin/ledger?what=run.done">' in second


@pytest.mark.parametrize("before", ["", "x", "-1", "٣", "9" * 30])
def test_what_is_no_number_begins_with_the_newest(administrator: FlaskClient, before: str) -> None:
    happened("run.done")
    page = administrator.get(f"{PATH}?id=bbbbbbbbbb&before={before}").text
    assert "最新的记录" in page


@pytest.mark.parametrize("path", [PATH, CSV_PATH])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("since=yesterday", "日子请写成 2026-11-25 的样子。"),
        ("since=2026-11-02&until=2026-11-01", "结束的日子在开始的日子之前，请改一下。"),
        (f"words={'长' * 201}", "最多 200 个字。"),
    ],
)
def test_what_cannot_be_looked_for_is_told(administrator: FlaskClient, path: str, asked: str, said: str) -> None:
    answer = administrator.get(f"{path}?{asked}")
    assert (answer.status_code, said in answer.text) == (400, True)


@pytest.mark.parametrize("asked", ["words=%00", "id=%ff%fe", "actor=%25_%5C", "since=0001-01-01", "until=9999-12-31"])
def test_odd_arguments_are_no_mishap(administrator: FlaskClient, asked: str) -> None:
    assert administrator.get(f"{PATH}?{asked}").status_code == 200


def test_nothing_found_says_so(administrator: FlaskClient) -> None:
    assert "没有这样的记录" in administrator.get(f"{PATH}?words=没有").text


def test_the_file_holds_what_is_looked_for(administrator: FlaskClient) -> None:
    [_, refused] = happened("resource.public", "resource.refused")
    answer = administrator.get(f"{CSV_PATH}?what=resource.refused")
    assert [row[0] for row in rows(answer)] == ["编号", str(refused)]


def test_the_file_opens_in_excel_and_is_saved_by_a_name_with_the_day(administrator: FlaskClient) -> None:
    answer = administrator.get(CSV_PATH)
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="ledger-20')


def test_the_file_is_bounded(administrator: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalogue.web.admin.ledger.MOST_EXPORTED", 2)
    ids = happened("run.done", "run.done", "run.done")
    answer = administrator.get(f"{CSV_PATH}?what=run.done")
    assert [row[0] for row in rows(answer)[1:]] == [str(ids[2]), str(ids[1])]


def test_looking_leaves_the_ledger_as_it_is(administrator: FlaskClient) -> None:
    happened("run.done")
    with writing() as session:
        before = session.query(Event).count()
    administrator.get(PATH)
    administrator.get(CSV_PATH)
    with writing() as session:
        assert session.query(Event).count() == before
