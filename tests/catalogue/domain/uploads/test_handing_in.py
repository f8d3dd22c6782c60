"""A checked spreadsheet is handed in once, by whom and with what promise, and its good rows wait for review."""

import io
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import pytest
from flask import Flask
from sqlalchemy import select

from catalogue.db import db, now, writing
from catalogue.domain.runs.perform import finish_left
from catalogue.domain.submissions.criteria import CODES
from catalogue.domain.uploads.handing_in import find_upload, hand_in, receive, shown_name
from catalogue.domain.uploads.kept import drop_old_uploads, folder_of, report_of
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Event, Institution, Resource, ReviewTask, Run, Submission, Upload
from tests.catalogue.domain.uploads.tables import row, workbook
from tests.factories import make_institution

ALICE = "person:aliceaaaaa"


@pytest.fixture
def school(app: Flask) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江学院")


def received(app: Flask, school: Institution, file: BinaryIO, name: str = "课程.xlsx") -> Upload:
    return receive(file, name, school, app.config, by=ALICE)


def test_the_good_rows_wait_for_review_and_the_faulty_ones_for_mending(app: Flask, school: Institution) -> None:
    upload = received(app, school, workbook(row(1), row(2, title=""), row(3)))
    run = hand_in(upload, app.config, CODES, by=ALICE)

    assert (upload.rows, upload.good, upload.faulty, upload.state) == (3, 2, 1, "handed_in")
    assert (run.state, run.pending, run.found) == ("done", 2, 2)
    resources = db.session.scalars(select(Resource).order_by(Resource.title)).all()
    assert [(one.title, one.state, one.provider.name) for one in resources] == [
        ("手机入门 第1讲", "pending", "赣江学院"),
        ("手机入门 第3讲", "pending", "赣江学院"),
    ]
    assert len(db.session.scalars(select(ReviewTask)).all()) == 2


def test_who_vouched_for_it_is_kept(app: Flask, school: Institution) -> None:
    run = hand_in(received(app, school, workbook(row())), app.config, CODES, by=ALICE)

    submission = db.session.scalars(select(Submission)).one()
    assert (submission.by, submission.channel, submission.file_name) == (ALICE, "spreadsheet", "课程.xlsx")
    assert (submission.checked, submission.run_id) == (list(CODES), run.id)
    events = db.session.scalars(select(Event.what).where(Event.actor == ALICE)).all()
    assert events == ["upload.checked", "source.approved", "submission.made", "upload.handed_in"]


def test_nothing_comes_in_before_it_is_handed_in(app: Flask, school: Institution) -> None:
    received(app, school, workbook(row()))

    assert db.session.scalars(select(Run)).all() == []


def test_many_rows_are_left_to_the_worker(app: Flask, school: Institution) -> None:
    app.config["UPLOAD_AT_ONCE_ROWS"] = 2
    run = hand_in(received(app, school, workbook(*map(row, range(3)))), app.config, CODES, by=ALICE)
    assert run.state == "collecting"

    finish_left(run.source_id, app.config)

    assert (run.state, run.pending) == ("done", 3)


def test_a_second_handing_in_is_refused(app: Flask, school: Institution) -> None:
    upload = received(app, school, workbook(row()))
    hand_in(upload, app.config, CODES, by=ALICE)
    with pytest.raises(CatalogueError, match="已经提交过"):
        hand_in(upload, app.config, CODES, by=ALICE)
    assert len(db.session.scalars(select(Run)).all()) == 1


def test_a_file_without_a_good_row_cannot_be_handed_in(app: Flask, school: Institution) -> None:
    with pytest.raises(CatalogueError, match="没有可以提交的行"):
        hand_in(received(app, school, workbook(row(title=""))), app.config, CODES, by=ALICE)


def test_the_same_file_again_changes_nothing(app: Flask, school: Institution) -> None:
    for _ in range(2):
        run = hand_in(received(app, school, workbook(row(1), row(2))), app.config, CODES, by=ALICE)
    assert (run.unchanged, len(db.session.scalars(select(Resource)).all())) == (2, 2)


def test_a_file_that_is_no_table_leaves_nothing_behind(app: Flask, school: Institution) -> None:
    with pytest.raises(CatalogueError):
        received(app, school, io.BytesIO(b"%PDF-1.7"))
    assert db.session.scalars(select(Upload)).all() == []
    assert list((Path(app.config["INSTANCE"]) / "incoming").rglob("*")) == []


def test_a_file_beyond_the_bound_is_refused(app: Flask, school: Institution) -> None:
    app.config["UPLOAD_MAX_MEGABYTES"] = 1
    with pytest.raises(CatalogueError, match="超过 1 MB"):
        received(app, school, io.BytesIO(b"a" * (1024 * 1024 + 1)))


def test_another_institution_finds_no_upload_of_ours(app: Flask, school: Institution) -> None:
    upload = received(app, school, workbook(row()))
    with writing() as session:
        other = make_institution(session)
    with pytest.raises(NotFound):
        find_upload(db.session(), other, upload.public_id)


def test_after_its_days_a_file_is_gone_and_cannot_be_handed_in(app: Flask, school: Institution) -> None:
    upload = received(app, school, workbook(row()))
    with writing() as session:
        upload.created_at = now() - timedelta(days=8)
    with writing() as session:
        assert drop_old_uploads(session, app.config) == 1

    assert (upload.state, report_of(upload, app.config), folder_of(upload, app.config).exists()) == (
        "dropped",
        None,
        False,
    )
    with pytest.raises(CatalogueError, match="已经清理"):
        hand_in(upload, app.config, CODES, by=ALICE)


def test_a_file_within_its_days_stays(app: Flask, school: Institution) -> None:
    upload = received(app, school, workbook(row()))
    with writing() as session:
        assert drop_old_uploads(session, app.config) == 0
    assert report_of(upload, app.config) is not None


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("课程.xlsx", "课程.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\a\\b.csv", "b.csv"),
        ("\x00\n", "表格"),
        ("", "表格"),
    ],
)
def test_a_name_is_only_shown(given: str, shown: str) -> None:
    assert shown_name(given) == shown
