"""`catalogue audit verify`: exit status 0 while the record stands, 1 once a row was tampered with."""

import json

from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import update

from catalogue.cli import main
from catalogue.db import writing
from catalogue.domain.ledger import seal_events
from catalogue.models import Event
from tests.factories import make_source


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
