"""The form to report a problem: kept, confirmed and refused over HTTP."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from catalogue.db import db
from catalogue.domain.submissions.problem_reports import MOST_AN_HOUR
from catalogue.models import ProblemReport
from catalogue.web import reports
from tests.catalogue.web.shelf import Shelf


def token_of(page: TestResponse) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page.text)
    assert found
    return found[1]


def send(client: FlaskClient, resource: str, **typed: str) -> TestResponse:
    """Open the form as a browser does, fill it in and send it."""
    token = typed.pop("token", None) or token_of(client.get(f"{resource}/report"))
    return client.post(f"{resource}/report", data={"token": token, **typed})


def kept() -> list[tuple[str, str, str]]:
    db.session.rollback()
    rows = db.session.scalars(select(ProblemReport).order_by(ProblemReport.id))
    return [(report.reason, report.words, report.contact) for report in rows]


def test_a_report_is_kept_and_the_person_thanked(client: FlaskClient, shelf: Shelf) -> None:
    answer = send(client, shelf.resource, reason="paid", words="要\r\n38 元\0", contact="a@example.cn")
    assert (answer.status_code, answer.location) == (303, f"{shelf.resource}/report/thanks")
    assert kept() == [("paid", "要\n38 元", "a@example.cn")]
    assert "谢谢，已经收到" in client.get(answer.location).text


def test_the_resource_leads_to_the_form_and_the_form_is_not_for_crawlers_or_caches(
    client: FlaskClient, shelf: Shelf
) -> None:
    assert f'href="{shelf.resource}/report"' in client.get(shelf.resource).text
    form = client.get(f"{shelf.resource}/report")
    assert form.headers["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in form.text
    assert "Set-Cookie" not in form.headers


def test_a_reason_may_be_chosen_by_the_link(client: FlaskClient, shelf: Shelf) -> None:
    assert 'value="paid" checked' in client.get(f"{shelf.resource}/report?reason=paid").text
    assert " checked" not in client.get(f"{shelf.resource}/report?reason=nonsense").text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, "请选择是什么问题。"),
        ({"reason": "nonsense"}, "请选择是什么问题。"),
        ({"reason": "other"}, "请写一句是什么问题。"),
        ({"reason": "paid", "words": "长" * 1001}, "最多 1000 个字，现在有 1001 个。"),
        ({"reason": "paid", "contact": "长" * 101}, "最多 100 个字，现在有 101 个。"),
        ({"reason": "paid", "homepage": "https://spam.example"}, "这一格请不要填写。"),
        ({"reason": "paid", "token": "forged"}, "没能确认这份报告是从本页提交的，请再按一次“提交”，您填的内容还在。"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(
    client: FlaskClient, shelf: Shelf, typed: dict[str, str], error: str
) -> None:
    answer = send(client, shelf.resource, **typed)
    assert answer.status_code == 400
    assert error in answer.text
    assert "<title>请改正：" in answer.text
    assert kept() == []


def test_what_was_typed_is_still_there_and_can_be_sent_again(client: FlaskClient, shelf: Shelf) -> None:
    again = send(client, shelf.resource, reason="wrong", words="<b>“错字”</b>", token="forged")
    assert "&lt;b&gt;“错字”&lt;/b&gt;</textarea>" in again.text
    send(client, shelf.resource, reason="wrong", words="<b>“错字”</b>", token=token_of(again))
    assert kept() == [("wrong", "<b>“错字”</b>", "")]


def test_the_token_of_one_form_is_not_good_for_another(client: FlaskClient, shelf: Shelf) -> None:
    token = token_of(client.get(f"{shelf.archived}/report"))
    assert send(client, shelf.resource, reason="paid", token=token).status_code == 400


def test_a_form_left_open_too_long_says_so(client: FlaskClient, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "TOKEN_LASTS_SECONDS", -1)
    answer = send(client, shelf.resource, reason="paid")
    assert answer.status_code == 400
    assert "这个页面打开得太久了，请再按一次“提交”" in answer.text


def test_one_network_cannot_flood_the_reviewers(client: FlaskClient, shelf: Shelf) -> None:
    token = token_of(client.get(f"{shelf.resource}/report"))
    answers = [
        send(client, shelf.resource, reason="other", words=str(number), token=token).status_code
        for number in range(MOST_AN_HOUR + 1)
    ]
    assert answers == [303] * MOST_AN_HOUR + [429]
    assert len(kept()) == MOST_AN_HOUR


def test_no_address_is_kept_in_clear(app: Flask, client: FlaskClient, shelf: Shelf) -> None:
    send(client, shelf.resource, reason="paid")
    row = db.session.scalars(select(ProblemReport)).one()
    assert re.fullmatch("[0-9a-f]{32}", row.sender)


@pytest.mark.parametrize("name", ["withdrawn", "refused", "merged", "pending"])
def test_only_what_is_shown_can_be_reported(client: FlaskClient, shelf: Shelf, name: str) -> None:
    path = getattr(shelf, name)
    assert client.get(f"{path}/report").status_code == 404
    assert client.post(f"{path}/report", data={"reason": "paid"}).status_code == 404
    assert client.get(f"{path}/report/thanks").status_code == 404


@pytest.mark.parametrize("typed", [b"\xff\0%", b"reason=%ff%00&words=%ed%a0%80", b"reason=paid&" * 2000])
def test_hostile_forms_are_refused_and_not_faults(client: FlaskClient, shelf: Shelf, typed: bytes) -> None:
    answer = client.post(f"{shelf.resource}/report", data=typed, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (400, 413)
    assert kept() == []
