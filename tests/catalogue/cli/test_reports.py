"""`catalogue reports`: what waits for somebody, and closing it."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from catalogue.cli import main
from catalogue.db import writing
from catalogue.domain.submissions.problem_reports import NewReport, report_problem
from tests.factories import make_resource


@pytest.fixture
def report_id(app: Flask) -> str:
    with writing() as session:
        new = NewReport("paid", "要\n付\x1b[31m钱", "13800000000")
        return report_problem(session, make_resource(session, title="手机课"), new, sender="a").public_id


def run(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(main, ["reports", *words], env={"CATALOGUE_INSTANCE": app.instance_path})


def waiting(app: Flask) -> Any:
    return json.loads(run(app, "list", "--json").stdout)


def test_what_waits_is_listed_a_line_each_and_harmless_to_the_terminal(app: Flask, report_id: str) -> None:
    [line] = run(app, "list").stdout.splitlines()
    assert line.startswith(report_id)
    assert line.endswith("手机课  要收费  要 付[31m钱  13800000000")


def test_closing_takes_it_off_the_list_and_erases_the_contact(app: Flask, report_id: str) -> None:
    assert [report["contact"] for report in waiting(app)] == ["13800000000"]
    closed = json.loads(run(app, "close", report_id, "--note", "改了费用", "--json").stdout)
    assert (closed["state"], closed["contact"]) == ("done", "")
    assert waiting(app) == []
    assert run(app, "list").stdout == "没有待处理的问题报告\n"


def test_what_is_not_there_or_closed_already_is_said_plainly(app: Flask, report_id: str) -> None:
    missing = run(app, "close", "aaaaaaaaaa")
    assert (missing.exit_code, missing.stderr) == (1, "没有编号为 aaaaaaaaaa 的问题报告\n")
    assert run(app, "close", report_id, "--dropped").exit_code == 0
    again = run(app, "close", report_id)
    assert again.exit_code == 1
    assert "dropped" in again.stderr
