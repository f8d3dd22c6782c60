"""The worker as a real process: it picks up what is due and what a dead one left, without being told."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from catalogue.db import db, now, writing
from catalogue.domain.applications.deciding import refuse
from catalogue.domain.ledger import chain
from catalogue.domain.ledger.chain import seal_events
from catalogue.domain.links.due import enrol, unenrolled
from catalogue.domain.links.standing import RECHECK
from catalogue.domain.mail.posting import post
from catalogue.domain.review.guard import seen_of
from catalogue.domain.runs.deciding import abort
from catalogue.domain.runs.work import BATCH_SECONDS
from catalogue.domain.submissions.criteria import CODES
from catalogue.hints import IndexHints
from catalogue.jobs import WORKER_ALIVE, open_jobs
from catalogue.models import (
    AccountSession,
    Application,
    Attempt,
    Event,
    Invitation,
    LinkCheck,
    OutgoingMail,
    Resource,
    Run,
    RunItem,
)
from catalogue.search.engine import IndexUnavailable, Query
from tests.applications import folder, make_application
from tests.factories import make_event, make_institution, make_resource, make_source
from tests.harvesters.loopback import Site
from tests.people import make_account, person
from tests.reviewing import waiting_task
from tests.smtp_loopback import MailServer
from tests.soak.places import PAGE, OaiRepository, serve_repository

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 180.0
FAR_FROM_THE_MINUTE_SECONDS = 25.0


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "the worker did not get there"
        db.session.rollback()
        time.sleep(0.2)


@pytest.fixture
def start_worker(app: Flask) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "CATALOGUE_INSTANCE": str(app.config["INSTANCE"]),
            "CATALOGUE_ALLOW_PRIVATE_NETWORKS": "1",
            "PYTHONPATH": str(ROOT),
        }
        process = subprocess.Popen([sys.executable, "-m", "catalogue", "work"], env=environment)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def found(app: Flask, text: str) -> int:
    try:
        return int(app.extensions["search_engine"].search(Query(text=text)).total)
    except IndexUnavailable:
        return 0


def test_the_worker_indexes_what_it_finds_and_stops_when_asked(
    app: Flask, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    with writing() as session:
        make_resource(session, title="银发族手机课堂")

    worker = start_worker()
    until(lambda: found(app, "手机课堂") == 1)

    assert (Path(app.config["INSTANCE"]) / WORKER_ALIVE).exists()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0


def clear_of_the_minute(seconds: float) -> None:
    """Wait until the worker's next minute is at least so far away."""
    left = 60 - time.time() % 60
    if left < seconds:
        time.sleep(left + 2)


def test_a_decision_on_a_page_is_found_long_before_the_minute(
    app: Flask, client: FlaskClient, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    person(client, "reviewer")
    with writing() as session:
        make_resource(session, title="早已公开的课程")
        task = waiting_task(session, title="银发族手机课堂")
        path, verdict = f"/review/tasks/{task.public_id}", {"seen": seen_of(task), "decision": "accept"}
        verdict |= {f"check_{code}": "pass" for code in CODES}
    start_worker()
    until(lambda: found(app, "早已公开") == 1)
    clear_of_the_minute(FAR_FROM_THE_MINUTE_SECONDS)
    hints = IndexHints(app)
    hints.start()

    began = time.monotonic()
    client.post(path, data=verdict)
    hints.stop()
    until(lambda: found(app, "手机课堂") == 1)

    assert time.monotonic() - began < FAR_FROM_THE_MINUTE_SECONDS / 2


def test_a_killed_workers_harvest_is_finished_by_the_next(
    app: Flask, start_worker: Callable[[], subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OaiRepository, "records", 400)
    with writing() as session:
        school = make_institution(session)
        make_source(
            session, adapter="oai_pmh", url=serve_repository(), institution=school, every_hours=24, next_due_at=now()
        )

    worker = start_worker()
    until(lambda: bool(db.session.scalar(select(Run.id))))
    worker.kill()
    start_worker()
    until(lambda: db.session.scalar(select(Run.state)) == "done")

    assert db.session.scalar(select(func.count()).select_from(Resource)) == 400
    assert db.session.scalar(select(func.count()).select_from(Run)) == 1
    until(lambda: found(app, "课程") == 400)


def test_a_run_that_a_person_aborts_stops_in_the_worker(
    app: Flask, start_worker: Callable[[], subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing() as session:
        make_source(session, adapter="oai_pmh", url=serve_repository(), every_hours=24, next_due_at=now())

    start_worker()
    until(lambda: bool(db.session.scalar(select(RunItem.id).limit(1))))
    with writing() as session:
        abort(session, session.scalars(select(Run)).one(), by="operator:alice")
    collected = db.session.scalar(select(func.count()).select_from(RunItem))
    time.sleep(BATCH_SECONDS * 3)
    db.session.rollback()

    assert db.session.scalar(select(Run.state)) == "aborted"
    assert db.session.scalar(select(func.count()).select_from(RunItem)) == collected


def test_two_workers_never_run_one_source(
    app: Flask, start_worker: Callable[[], subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OaiRepository, "records", 400)
    monkeypatch.setattr(OaiRepository, "walked", [])
    with writing() as session:
        make_source(session, adapter="oai_pmh", url=serve_repository(), every_hours=24, next_due_at=now())

    start_worker()
    start_worker()
    until(lambda: db.session.scalar(select(Run.state)) == "done")

    assert db.session.scalar(select(func.count()).select_from(Run)) == 1
    assert OaiRepository.walked == list(range(0, 400, PAGE))


def test_the_worker_checks_links_that_are_due(app: Flask, start_worker: Callable[[], subprocess.Popen[bytes]]) -> None:
    site = Site()
    with writing() as session:
        make_resource(session, url=site.url + "/no-such-page")
        enrol(session, unenrolled(session), now() - RECHECK)

    start_worker()
    until(lambda: db.session.scalar(select(LinkCheck.state)) == "failing")

    site.close()
    assert site.methods == ["HEAD", "GET"]


def test_tidying_drops_events_after_their_time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "PORTION", 1)
    app.config["EVENT_KEEP_DAYS"] = 183
    with writing() as session:
        for days in (400, 200, 100):
            make_event(session, "run.done", at=now() - timedelta(days=days))
        while seal_events(session):
            pass

    open_jobs(app).tidy.call_local()

    whats = db.session.scalars(select(Event.what).order_by(Event.id)).all()
    assert whats == ["run.done", "ledger.dropped", "ledger.dropped"]


def test_the_worker_sends_the_mail_that_waits(
    app: Flask, start_worker: Callable[[], subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = MailServer()
    monkeypatch.setenv("CATALOGUE_SMTP_URL", f"smtp://{server.address}")
    with writing() as session:
        post(session, to="alice@example.cn", subject="您好", text="……")

    start_worker()
    until(lambda: db.session.scalar(select(OutgoingMail.state)) == "sent")

    assert server.recipients == ["alice@example.cn"]
    server.close()


def test_tidying_forgets_what_is_kept_about_people_for_a_time(app: Flask) -> None:
    old = now() - timedelta(days=365)
    with writing() as session:
        account = make_account(session)
        session.add(AccountSession(account=account, key_hash="0", created_at=old, seen_at=old))
        session.add(Attempt(subject="0", place="0", at=old))
        session.add(Invitation(email="bob@example.cn", by="operator:root", expires_at=old))
        post(session, to="alice@example.cn", subject="您好", text="……").created_at = old

    open_jobs(app).tidy.call_local()

    db.session.rollback()
    kept = (AccountSession, Attempt, Invitation, OutgoingMail)
    assert [db.session.scalar(select(func.count()).select_from(table)) for table in kept] == [0, 0, 0, 0]


def test_tidying_drops_applications_nobody_confirmed_and_proofs_after_their_time(app: Flask) -> None:
    old = now() - timedelta(days=365)
    with writing() as session:
        make_application(session).created_at = old
        decided = make_application(session)
        refuse(session, decided, reason="证书看不清", by="operator:root")
        decided.decided_at = old

    open_jobs(app).tidy.call_local()

    db.session.rollback()
    [application] = db.session.scalars(select(Application))
    assert (application.state, application.phone, application.proof_deleted_at is None) == ("refused", "", False)
    assert list(folder().iterdir()) == []


def test_without_a_mail_server_the_mail_goes_on_waiting(app: Flask) -> None:
    with writing() as session:
        post(session, to="alice@example.cn", subject="您好", text="……")
    open_jobs(app).send_mail.call_local()
    db.session.rollback()
    assert db.session.scalar(select(OutgoingMail.state)) == "waiting"
