"""Copies of imported files go with the runs that needed them."""

from pathlib import Path

import pytest
from flask import Flask

from catalogue.db import writing
from catalogue.domain.runs.incoming import drop_file, drop_left_files, incoming_folder
from catalogue.models import Run
from catalogue.models.states import RUN_MOVES
from tests.factories import make_source

WANTED = {"collecting", "judging", "accepted", "applying", "quarantined"}


@pytest.fixture
def folder(app: Flask) -> Path:
    return incoming_folder(app.config)


def run_with_file(folder: Path, state: str) -> Run:
    with writing() as session:
        run = Run(source=make_source(session), state=state)
        session.add(run)
        session.flush()
    (folder / run.public_id).mkdir(parents=True)
    (folder / run.public_id / "file").write_text("课程名称,课程链接\n")
    return run


@pytest.mark.parametrize("state", sorted(RUN_MOVES))
def test_a_copy_stays_as_long_as_its_run_may_read_it(folder: Path, state: str) -> None:
    run = run_with_file(folder, state)

    drop_file(folder, run)

    assert (folder / run.public_id).exists() is (state in WANTED)


def test_copies_left_by_runs_that_others_ended_are_removed(folder: Path) -> None:
    rejected, waiting = run_with_file(folder, "rejected"), run_with_file(folder, "quarantined")

    with writing() as session:
        drop_left_files(session, folder)

    assert [path.name for path in folder.iterdir()] == [waiting.public_id]
    assert rejected.public_id != waiting.public_id
