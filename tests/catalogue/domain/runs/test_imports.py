from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from catalogue.db import db
from catalogue.domain.runs.imports import Import, run_import
from catalogue.errors import CatalogueError
from catalogue.models import Resource, Run, Source

BOB = "operator:bob"
ROWS = "课程名称,开课单位,课程链接\n算法初步,南昌大学,https://example.cn/1\n人工智能导论,江西师范大学,https://example.cn/2\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "课程.csv"
    path.write_text(ROWS, encoding="gb18030")
    return path


def imported(app: Flask, file: Path, **values: object) -> Run:
    return run_import(Import(file, "示范平台", **{"trusted": True, **values}), app.config, by=BOB)


def test_a_table_comes_in_and_its_copy_goes(app: Flask, table: Path) -> None:
    run = imported(app, table)

    resources = db.session.scalars(select(Resource).order_by(Resource.title)).all()
    assert (run.state, run.new) == ("done", 2)
    assert [(one.title, one.provider.name) for one in resources] == [
        ("人工智能导论", "江西师范大学"),
        ("算法初步", "南昌大学"),
    ]
    assert list((Path(app.config["INSTANCE"]) / "incoming").iterdir()) == []


def test_repeated_imports_of_one_institution_use_one_source(app: Flask, table: Path) -> None:
    imported(app, table)
    table.write_text(ROWS + "数据分析,南昌大学,https://example.cn/3\n", encoding="utf-8")

    run = imported(app, table)

    assert (run.unchanged, run.new, len(db.session.scalars(select(Source)).all())) == (2, 1, 1)


def test_an_import_is_a_window_unless_it_says_full(app: Flask, table: Path) -> None:
    imported(app, table)
    table.write_text("".join(ROWS.splitlines(keepends=True)[:2]), encoding="utf-8")

    assert imported(app, table).missing == 0
    assert imported(app, table, full=True).state == "quarantined"


def test_without_trust_the_rows_wait(app: Flask, table: Path) -> None:
    run = imported(app, table, trusted=False)

    assert (run.pending, {one.state for one in db.session.scalars(select(Resource))}) == (2, {"pending"})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.csv", b"", "空"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200), "表格"),
        ("no-title.csv", "编号,链接\n1,https://example.cn/1\n".encode(), "标题|名称"),
        ("not-really.xlsx", b"PK\x03\x04 not a workbook", "XLSX|xlsx|Excel|表格"),
    ],
)
def test_a_file_that_is_no_table_says_so_and_changes_nothing(
    app: Flask, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    run = imported(app, file)

    assert run.state == "failed"
    assert any(word in run.message for word in message.split("|")), run.message
    assert db.session.scalars(select(Resource)).all() == []


def test_a_missing_file_is_told_before_anything_begins(app: Flask, tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="找不到文件"):
        imported(app, tmp_path / "nowhere.csv")
    assert db.session.scalars(select(Run)).all() == []


def test_an_unknown_option_is_named(app: Flask, table: Path) -> None:
    with pytest.raises(CatalogueError, match="adress"):
        imported(app, table, options={"adress": "https://example.cn/{id}"})
