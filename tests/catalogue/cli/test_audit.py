"""`catalogue audit`: the record verifies until a row was tampered with, and is listed and exported."""

import json
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import update

from catalogue.cli import main
from catalogue.db import writing
from catalogue.domain.ledger.chain import seal_events
from catalogue.models import Event
from tests.factories import make_event, make_source


def run(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(main, ["audit", *words], env={"CATALOGUE_INSTANCE": app.instance_path})


def record(app: Flask) -> None:
    with writing() as session:
        make_source(session)
        session.add(Event(actor="operator:alice", what="source.approved", subject_type="source", subject_id="abc"))
        session.flush()
        seal_events(session)


def test_a_record_that_stands_is_called_so(app: Flask) -> None:
    record(app)
    result = run(app, "verify")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "没有发现改动")


def test_tampering_with_one_row_is_found(app: Flask) -> None:
    record(app)
    with writing() as session:
        session.execute(update(Event.__table__).values(actor="operator:mallory"))

    told, answered = run(app, "verify"), run(app, "verify", "--json")

    assert (told.exit_code, answered.exit_code) == (1, 1)
    assert "与封存时不同" in told.stdout
    assert json.loads(answered.stdout)["faults"] == [{"after_id": 0, "last_id": 1, "expected": 1, "found": 1}]


def test_it_says_from_when_the_record_is_kept(app: Flask) -> None:
    with writing() as session:
        make_event(session, at=datetime(2026, 11, 1, 16, 0, tzinfo=UTC))
    assert "记录从 2026-11-02 00:00:00 起保存" in run(app, "verify").stdout.splitlines()
    assert json.loads(run(app, "verify", "--json").stdout)["kept_from"] == "2026-11-01T16:00:00+00:00"


def test_events_are_listed_by_what_is_asked(app: Flask) -> None:
    with writing() as session:
        make_event(session, "run.done", at=datetime(2026, 11, 1, tzinfo=UTC))
        make_event(session, at=datetime(2026, 11, 1, tzinfo=UTC), before="pending", after="public", note="好\x1b[2J")
        make_event(session, at=datetime(2026, 11, 2, tzinfo=UTC))

    listed = run(app, "list", "--what", "resource", "--from", "2026-11-01", "--to", "2026-11-01")

    assert listed.stdout.splitlines() == [
        "2  2026-11-01 08:00:00  操作员 alice  资源：公开  aaaaaaaaaa",
        "  待审核 → 公开",
        "  好[2J",
    ]


def test_a_list_that_goes_on_says_how(app: Flask) -> None:
    with writing() as session:
        make_event(session), make_event(session), make_event(session)
    assert run(app, "list", "--limit", "2").stdout.splitlines()[-1] == "还有更早的：加上 --before 2"
    assert [event["id"] for event in json.loads(run(app, "list", "--before", "2", "--json").stdout)] == [1]


def test_changed_fields_are_listed_by_name(app: Flask) -> None:
    with writing() as session:
        make_event(session, "source.changed", before='{"every_hours": null}', after='{"every_hours": 24}')
    listed, answered = run(app, "list"), run(app, "list", "--json")
    assert listed.stdout.splitlines()[1] == "  每几小时采集：（空） → 24"
    assert json.loads(answered.stdout)[0]["changes"] == [{"field": "every_hours", "before": "", "after": "24"}]


def test_an_empty_list_says_so(app: Flask) -> None:
    assert run(app, "list", "--actor", "mallory").stdout == "没有这样的记录\n"


def test_a_day_that_is_none_is_wrong_use(app: Flask) -> None:
    assert run(app, "list", "--from", "yesterday").exit_code == 2


def test_events_are_exported(app: Flask, tmp_path: Path) -> None:
    with writing() as session:
        make_event(session), make_event(session, "run.done")
    output = tmp_path / "ledger.csv"

    exported = run(app, "export", str(output), "--what", "resource", "--json")

    assert json.loads(exported.stdout) == {"file": str(output), "events": 1}
    assert output.read_text(encoding="utf-8-sig").splitlines()[1].startswith("1,")


def test_a_file_that_cannot_be_written_is_told(app: Flask, tmp_path: Path) -> None:
    exported = run(app, "export", str(tmp_path / "nowhere" / "ledger.csv"))
    assert (exported.exit_code, "无法写入" in exported.stderr) == (1, True)
