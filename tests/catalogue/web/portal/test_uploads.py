"""Members upload a spreadsheet, see what is wrong where, and hand in the rest with their promise."""

import io
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from catalogue.db import db, writing
from catalogue.domain.runs.perform import finish_left
from catalogue.domain.submissions.criteria import CODES
from catalogue.models import Institution, Resource, Run, Submission, Upload
from tests.catalogue.domain.uploads.tables import csv_file, row, workbook
from tests.factories import make_institution
from tests.people import csrf_of, person

VOUCHED = {"checked": list(CODES), "committed": "yes"}
MEGABYTE = 1024 * 1024


@pytest.fixture
def school(app: Flask) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江学院")


@pytest.fixture
def member(client: FlaskClient, school: Institution) -> FlaskClient:
    person(client, institution=school, member="editor")
    return client


def at(school: Institution, *parts: str) -> str:
    return "/".join([f"/portal/{school.public_id}/upload", *parts])


def upload(member: FlaskClient, school: Institution, file: io.BytesIO, name: str = "课程.xlsx") -> TestResponse:
    return member.post(at(school), data={"table": (file, name)}, content_type="multipart/form-data")


def uploaded(member: FlaskClient, school: Institution, file: io.BytesIO) -> str:
    answer = upload(member, school, file)
    assert answer.status_code == 303
    return str(answer.location)


def test_the_report_names_every_cell_and_offers_the_rest(member: FlaskClient, school: Institution) -> None:
    page = member.get(uploaded(member, school, workbook(row(1), row(2, url="没有"), row(3, cost="9元")))).text

    assert all(words in page for words in ("B3", "D4", "收费资源不收录", "提交合格的 1 行", "《手机入门 第1讲》"))


def test_handed_in_rows_wait_for_review(member: FlaskClient, school: Institution) -> None:
    page = uploaded(member, school, workbook(row(1), row(2)))
    answer = member.post(page, data=VOUCHED)

    assert (answer.status_code, answer.location) == (303, page)
    assert "待审核" in member.get(page).text
    assert {one.state for one in db.session.scalars(select(Resource))} == {"pending"}
    assert [one.file_name for one in db.session.scalars(select(Submission))] == ["课程.xlsx"]


def test_without_the_promise_nothing_is_handed_in(member: FlaskClient, school: Institution) -> None:
    page = uploaded(member, school, workbook(row()))
    answer = member.post(page, data={"checked": list(CODES)})

    assert (answer.status_code, "请逐项自查并勾选七项标准和承诺" in answer.text) == (400, True)
    assert db.session.scalars(select(Run)).all() == []


def test_a_long_table_shows_how_far_it_is_and_refreshes_itself(
    app: Flask, member: FlaskClient, school: Institution
) -> None:
    app.config["UPLOAD_AT_ONCE_ROWS"] = 1
    page = uploaded(member, school, workbook(row(1), row(2)))
    member.post(page, data=VOUCHED)
    waiting = member.get(page)
    assert (waiting.headers["Refresh"], "已接收 0 行，共 2 行" in waiting.text) == ("5", True)

    finish_left(db.session.scalars(select(Run.source_id)).one(), app.config)

    done = member.get(page)
    assert ("Refresh" in done.headers, "待审核" in done.text) == (False, True)


def test_the_rows_to_mend_can_be_downloaded(member: FlaskClient, school: Institution) -> None:
    page = uploaded(member, school, workbook(row(1), row(2, title="")))
    answer = member.get(f"{page}/faults.xlsx")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    [sheet] = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets
    assert [cell.value for cell in sheet["B"]] == ["链接", "https://example.cn/2"]


@pytest.mark.parametrize("name", ["template.xlsx", "template.csv"])
def test_the_templates_can_be_downloaded(member: FlaskClient, school: Institution, name: str) -> None:
    answer = member.get(at(school, name))
    assert (answer.status_code, answer.headers["Content-Disposition"].partition(";")[0]) == (200, "attachment")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7\n", "这是 PDF 文件"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "这是图片"),
        (b"<!doctype html><script>alert(1)</script>", "这是网页"),
    ],
)
def test_what_is_no_table_is_refused_with_advice(
    member: FlaskClient, school: Institution, content: bytes, says: str
) -> None:
    answer = upload(member, school, io.BytesIO(content), "课程.xlsx")
    assert (answer.status_code, says in answer.text) == (400, True)


def test_a_form_without_a_file_says_so(member: FlaskClient, school: Institution) -> None:
    answer = member.post(at(school), data={})
    assert (answer.status_code, "请先选择" in answer.text) == (400, True)


def test_files_beyond_a_megabyte_come_in_where_forms_carry_a_token(app: Flask, school: Institution) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()
    person(client, institution=school)
    lines = csv_file("名称,链接,费用,简介", *(f"课{n},https://example.cn/{n},免费,{'长' * 900}" for n in range(500)))
    assert len(lines.getvalue()) > MEGABYTE
    sent = {"table": (lines, "大.csv"), "csrf_token": csrf_of(client, at(school))}
    assert client.post(at(school), data=sent, content_type="multipart/form-data").status_code == 303


@pytest.mark.parametrize(("megabytes", "status"), [(10.5, 400), (12, 413)])
def test_files_beyond_the_bound_are_refused(
    member: FlaskClient, school: Institution, megabytes: float, status: int
) -> None:
    assert upload(member, school, io.BytesIO(b"a," * int(megabytes * MEGABYTE / 2))).status_code == status


def test_a_table_can_be_dropped(app: Flask, member: FlaskClient, school: Institution) -> None:
    page = uploaded(member, school, workbook(row()))
    assert member.post(f"{page}/drop").status_code == 303
    assert "重新上传" in member.get(page).text
    assert list((Path(app.config["INSTANCE"]) / "uploads").iterdir()) == []


def test_what_was_handed_in_cannot_be_dropped(member: FlaskClient, school: Institution) -> None:
    page = uploaded(member, school, workbook(row()))
    member.post(page, data=VOUCHED)
    assert member.post(f"{page}/drop").status_code == 400


@pytest.mark.parametrize("suffix", ["", "/faults.xlsx"])
def test_an_upload_is_found_under_its_own_institution_only(
    app: Flask, member: FlaskClient, school: Institution, suffix: str
) -> None:
    page = uploaded(member, school, workbook(row(title="")))
    with writing() as session:
        other = make_institution(session, name="别家学院")
    stranger = app.test_client()
    person(stranger, institution=other)
    assert stranger.get(page + suffix).status_code == 403
    assert stranger.get(page.replace(school.public_id, other.public_id) + suffix).status_code == 404


def test_names_of_files_are_shown_as_text(member: FlaskClient, school: Institution) -> None:
    answer = upload(member, school, workbook(row(title="<b>课</b>")), "<script>alert(1)</script>.xlsx")
    page = member.get(str(answer.location)).text
    assert ("<script>alert" in page, "<b>课" in page, "&lt;b&gt;课" in page) == (False, False, True)
    assert db.session.scalars(select(Upload.file_name)).one() == "script>.xlsx"
