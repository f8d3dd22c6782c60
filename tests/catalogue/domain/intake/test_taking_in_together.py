"""A batch is written together; what fails in it fails alone."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from catalogue.db import db, writing
from catalogue.domain.runs.imports import Import, run_import
from catalogue.models import Institution, Listing, Resource, Run, RunItem

ROWS = 12
BROKEN = "5"


@pytest.fixture
def database_refuses_one(app: Flask) -> None:
    """The database itself refuses one key, as it would a value that no check foresaw."""
    with writing() as session:
        session.execute(
            text(
                "CREATE TRIGGER refuse_one BEFORE INSERT ON listing "
                f"WHEN NEW.key = '{BROKEN}' BEGIN SELECT RAISE(ABORT, 'refused'); END"
            )
        )


def imported(app: Flask, table: Path) -> Run:
    rows = [f"{number},课程{number}号,https://example.cn/{number},学院{number % 3}" for number in range(ROWS)]
    table.write_text("\n".join(["编号,课程名称,课程链接,开课单位", *rows]), encoding="utf-8")
    return run_import(Import(table, "示范平台", trusted=True), app.config, by="operator:alice")


@pytest.mark.usefixtures("database_refuses_one")
def test_a_record_the_database_refuses_is_reported_and_the_others_land(app: Flask, tmp_path: Path) -> None:
    run = imported(app, tmp_path / "table.csv")

    assert (run.state, run.found, run.new, run.failed) == ("done", ROWS, ROWS - 1, 1)
    [failed] = db.session.scalars(select(RunItem).where(RunItem.outcome == "failed"))
    assert (failed.key, failed.reason) == (BROKEN, "程序处理这一条时出错，已记入日志")
    stored = set(db.session.scalars(select(Listing.key)))
    assert stored == {str(number) for number in range(ROWS)} - {BROKEN}


@pytest.mark.usefixtures("database_refuses_one")
def test_nothing_of_the_failed_record_stays_and_nothing_of_the_others_is_there_twice(
    app: Flask, tmp_path: Path
) -> None:
    imported(app, tmp_path / "table.csv")

    urls = sorted(db.session.scalars(select(Resource.url)))
    assert urls == sorted(f"https://example.cn/{number}" for number in range(ROWS) if str(number) != BROKEN)
    names = sorted(db.session.scalars(select(Institution.name).where(Institution.name.startswith("学院"))))
    assert names == ["学院0", "学院1", "学院2"]
