"""Hostile lists of others, handed in by spreadsheet and by program: kept, shown and downloaded as text."""

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from catalogue.db import db, writing
from catalogue.domain.submissions.api_tokens import NewToken, issue_token
from catalogue.domain.submissions.criteria import CODES
from catalogue.domain.submissions.vouching import COMMITMENT
from catalogue.models import Institution, Resource
from tests.catalogue.domain.uploads.tables import row, workbook
from tests.factories import make_institution
from tests.people import person

HEAD = ("编号", "资源名称", "链接", "简介", "费用")
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://evil.example","x")', "=cmd|'/c calc'!A0", "\t=1+1")


@pytest.fixture
def school(app: Flask) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江学院")


@pytest.fixture
def strings(shared_data: Path) -> list[str]:
    """The naughty strings, and what others collected to break out of pages and spreadsheets."""
    naughty: list[str] = json.loads((shared_data / "security/blns/blns.json").read_text(encoding="utf-8"))
    lists = sorted((shared_data / "security/PayloadsAllTheThings/xss").glob("*.txt"))
    lines = [line for file in lists for line in file.read_text(encoding="utf-8", errors="replace").splitlines()]
    return list(dict.fromkeys(text for text in (*FORMULAS, *naughty, *lines) if text.strip()))


def is_harmless(page: str) -> bool:
    """Whether the main part of a page holds no script, no handler and no address that is code."""
    main = BeautifulSoup(page, "lxml").main
    assert main
    for tag in main.find_all(True):
        codes = [value for value in tag.attrs.values() if str(value).strip().lower().startswith("javascript:")]
        if (
            tag.name in ("script", "iframe", "object", "img", "svg")
            or codes
            or any(k.startswith("on") for k in tag.attrs)
        ):
            return False
    return True


def table_of(strings: list[str], cost: str) -> io.BytesIO:
    file = io.StringIO(newline="")
    rows = [(f"k{n}", text, f"https://example.cn/{n}", text, cost) for n, text in enumerate(strings)]
    csv.writer(file).writerows([HEAD, *rows])
    return io.BytesIO(file.getvalue().encode("utf-8", "replace"))


def uploaded(client: FlaskClient, school: Institution, file: io.BytesIO) -> str:
    answer = client.post(f"/portal/{school.public_id}/upload", data={"table": (file, "x.csv")})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_hostile_titles_come_in_as_text(client: FlaskClient, school: Institution, strings: list[str]) -> None:
    person(client, institution=school)
    page = uploaded(client, school, table_of(strings[:300], "免费"))
    assert is_harmless(client.get(page).text)
    client.post(page, data={"checked": list(CODES), "committed": "yes"})
    assert is_harmless(client.get(page).text)


def test_hostile_rows_to_mend_are_downloaded_as_text(
    client: FlaskClient, school: Institution, strings: list[str]
) -> None:
    person(client, institution=school)
    page = uploaded(client, school, table_of(strings, "99元"))
    assert is_harmless(client.get(page).text)

    [sheet] = openpyxl.load_workbook(io.BytesIO(client.get(f"{page}/faults.xlsx").data)).worksheets
    types = {cell.data_type for cells in sheet.iter_rows() for cell in cells if cell.value is not None}
    assert (types, sheet.max_row > len(strings) / 2) == ({"s"}, True)


def test_hostile_items_harm_no_push(client: FlaskClient, school: Institution, strings: list[str]) -> None:
    with writing() as session:
        token = issue_token(session, session.merge(school), NewToken("x", ("resources:write",)), by="operator:alice")[1]
    items = [
        {
            "id": text[:200],
            "title": text,
            "url": f"https://example.cn/{n}",
            "summary": text,
            "teachers": [text],
            "cost": "free",
        }
        for n, text in enumerate(strings[:150])
    ]
    body = {"self_check": True, "commitment": COMMITMENT, "items": items}
    answer = client.post("/api/v1/resources", json=body, headers={"Authorization": f"Bearer {token}"})

    assert (answer.status_code, len(answer.json["items"])) == (200, len(items))
    kept = db.session.scalar(select(func.count()).select_from(Resource))
    assert kept == answer.json["outcomes"]["pending"]


@pytest.mark.parametrize("name", ["xmlbomb.xml", "quadratic.xml", "external.xml", "dtd.xml"])
def test_a_workbook_with_a_bomb_inside_is_refused(
    client: FlaskClient, school: Institution, shared_data: Path, name: str
) -> None:
    person(client, institution=school)
    bomb = (shared_data / "security/defusedxml/xmltestdata" / name).read_bytes()
    file = io.BytesIO()
    with zipfile.ZipFile(workbook(row())) as good, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bad:
        for member in good.namelist():
            bad.writestr(member, bomb if member.endswith("sheet1.xml") else good.read(member))
    sent = {"table": (io.BytesIO(file.getvalue()), "x.xlsx")}
    answer = client.post(f"/portal/{school.public_id}/upload", data=sent)
    assert (answer.status_code, "DOCTYPE" in answer.text) == (400, True)
