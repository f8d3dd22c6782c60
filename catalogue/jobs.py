"""What the worker runs. The queue carries only hints: what is due or unfinished stands in the database.

A hint that is lost costs at most a minute, for every job also runs by the clock.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from flask import Flask
from huey import Huey, SqliteHuey, crontab
from huey.consumer import Consumer

from catalogue.collapsing import Collapsing
from catalogue.db import db, now, writing
from catalogue.domain.accounts.attempts import drop_old_attempts
from catalogue.domain.accounts.invitations import drop_old_invitations
from catalogue.domain.accounts.sessions import drop_ended_sessions
from catalogue.domain.applications.proofs import drop_left_proofs, drop_old_proofs, proofs_folder
from catalogue.domain.intake.grace import archive_vanished
from catalogue.domain.ledger.chain import seal_events
from catalogue.domain.ledger.events import SYSTEM
from catalogue.domain.ledger.keeping import drop_old_events
from catalogue.domain.links.checking import check_due_links
from catalogue.domain.links.door import link_door
from catalogue.domain.mail.outbox import drop_old_mail
from catalogue.domain.mail.sending import send_due_mail
from catalogue.domain.mail.server import read_smtp_url, sender_address
from catalogue.domain.runs.dispatch import Dispatcher
from catalogue.domain.runs.incoming import drop_left_files, incoming_folder
from catalogue.domain.runs.perform import finish_left, harvest
from catalogue.domain.sources.schedule import is_due
from catalogue.domain.submissions.problem_reports import forget_senders
from catalogue.domain.upkeep.application_keeping import drop_unconfirmed, forget_refused
from catalogue.domain.upkeep.health import WORKER_ALIVE
from catalogue.domain.upkeep.tidying import drop_old_items, drop_unused_raw
from catalogue.domain.uploads.kept import drop_old_uploads
from catalogue.errors import Busy, CatalogueError
from catalogue.models import Source
from catalogue.search.engine import IndexBusy
from catalogue.search.sync import sync

log = logging.getLogger(__name__)

THREADS = 5
"""One each for links, mail, the index and tidying, and one for what takes a moment: sealing, sending harvests out."""
LONGEST_SLEEP_SECONDS = 1.0
SYNC_INDEX = "sync_index"
"""The name of that job in the queue."""
SYNC_PAUSE_SECONDS = 1.0
"""From one sync's begin to the next one's: a stream of single changes must not become a stream of segments."""
EVERY_MINUTE = crontab()
ONCE_A_DAY = crontab(hour="3", minute="30")

_one_batch_at_a_time = Lock()
"""Held while checking links: hints that come meanwhile must not take the threads the index needs."""

_one_sync_at_a_time = Collapsing(SYNC_PAUSE_SECONDS)
"""What a sync that is under way read already may change meanwhile: whoever asks then gets another one after it."""


@dataclass(frozen=True)
class Jobs:
    """The jobs as callables that put a hint into the queue."""

    queue: Huey
    work_off: Callable[[], Any]
    check_links: Callable[[], Any]
    seal_events: Callable[[], Any]
    send_mail: Callable[[], Any]
    sync_index: Callable[[], Any]
    tidy: Callable[[], Any]


def open_jobs(app: Flask) -> Jobs:
    """The queue of an instance with its jobs, for the worker to run and for others to hint at."""
    path = str(app.config["QUEUE_URL"]).removeprefix("sqlite:///")
    queue = SqliteHuey("catalogue", filename=path, results=False)
    dispatcher = Dispatcher(app.app_context, lambda number: _attend(app, number), app.config["HARVEST_PARALLEL"])

    def in_app(job: Callable[[Flask], None], name: str) -> Any:
        def run() -> None:
            with app.app_context():
                job(app)

        return queue.task(name=name)(run)

    jobs = Jobs(
        queue=queue,
        work_off=in_app(lambda _: dispatcher.sweep(), "work_off"),
        check_links=in_app(_check_links, "check_links"),
        seal_events=in_app(_seal_events, "seal_events"),
        send_mail=in_app(_send_mail, "send_mail"),
        sync_index=in_app(_sync_index, SYNC_INDEX),
        tidy=in_app(_tidy, "tidy"),
    )
    queue.periodic_task(EVERY_MINUTE, name="each_minute")(lambda: _each_minute(app, jobs))
    queue.periodic_task(ONCE_A_DAY, name="each_day")(jobs.tidy)
    return jobs


def work(app: Flask) -> None:
    """Be the worker until told to stop; begins with whatever a dead one left."""
    jobs = open_jobs(app)
    jobs.queue.flush()
    app.extensions["search_engine"].warm_up()
    _each_minute(app, jobs)
    log.info("worker ready")
    Consumer(
        jobs.queue, workers=THREADS, worker_type="thread", initial_delay=0.1, max_delay=LONGEST_SLEEP_SECONDS
    ).run()


def _each_minute(app: Flask, jobs: Jobs) -> None:
    (Path(app.config["INSTANCE"]) / WORKER_ALIVE).touch()
    jobs.work_off()
    jobs.check_links()
    jobs.seal_events()
    jobs.send_mail()
    jobs.sync_index()


def _check_links(app: Flask) -> None:
    """Check a batch of the links that are due; the next minute takes the next."""
    if not app.config["LINK_CHECK_DAYS"] or not _one_batch_at_a_time.acquire(blocking=False):
        return
    try:
        door = partial(link_door, app.config)
        tally = check_due_links(door, app.config, limit=app.config["LINK_CHECK_BATCH"])
    finally:
        _one_batch_at_a_time.release()
    if tally.checked:
        log.info("links: %s, %d hidden, %d back", tally.states, len(tally.hidden), len(tally.back))


def _seal_events(_app: Flask) -> None:
    """Close what was recorded since the last minute, portion by portion."""
    while True:
        with writing() as session:
            if not seal_events(session):
                return


def _send_mail(app: Flask) -> None:
    """Send what waits; without a mail server it stays in the outbox for the administrator."""
    if not app.config["SMTP_URL"]:
        return
    try:
        done = send_due_mail(read_smtp_url(app.config["SMTP_URL"]), sender_address(app.config))
    except CatalogueError as error:
        log.error("mail: %s", error)
        return
    if done.sent or done.left:
        log.info("mail: %d sent, %d to be tried again", done.sent, done.left)


def _attend(app: Flask, source_id: int) -> None:
    """Finish what is unfinished of a source, and harvest it when it is due; another process at it is left alone."""
    try:
        finish_left(source_id, app.config)
        source = db.session.get_one(Source, source_id)
        if is_due(source, now()):
            harvest(source, app.config, by=SYSTEM)
    except Busy as busy:
        log.info("%s", busy)
    except CatalogueError as error:
        log.warning("%s", error)
    _sync_index(app)


def _sync_index(app: Flask) -> None:
    _one_sync_at_a_time.run(partial(_sync_once, app))


def _sync_once(app: Flask) -> None:
    try:
        report = sync(app.extensions["search_engine"], Path(app.config["INSTANCE"]))
    except IndexBusy:
        return
    if report.written or report.deleted:
        log.info("index: %d written, %d deleted%s", report.written, report.deleted, ", rebuilt" * report.rebuilt)


def _tidy(app: Flask) -> None:
    """Archive what vanished; drop old logs and events, portion by portion; forget what is kept of people for a time."""
    for step, setting in (
        (archive_vanished, "GRACE_DAYS"),
        (drop_old_items, "KEEP_RAW_DAYS"),
        (drop_unused_raw, "KEEP_RAW_DAYS"),
        (drop_old_events, "EVENT_KEEP_DAYS"),
    ):
        _in_portions(step, app.config[setting])
    _tidy_applications(app)
    with writing() as session:
        forget_senders(session)
        drop_ended_sessions(session)
        drop_old_attempts(session)
        drop_old_invitations(session)
        drop_old_mail(session, app.config["KEEP_MAIL_DAYS"])
        drop_left_files(session, incoming_folder(app.config))
        drop_old_uploads(session, app.config)
    _sync_index(app)


def _tidy_applications(app: Flask) -> None:
    """What nobody came back for, what was kept of those decided long ago, and what failed requests left."""
    folder = proofs_folder(app.config)
    _in_portions(drop_unconfirmed, folder, app.config["APPLICATION_UNCONFIRMED_DAYS"])
    _in_portions(drop_old_proofs, folder, app.config["PROOF_KEEP_DAYS"])
    with writing() as session:
        forget_refused(session, app.config["PROOF_KEEP_DAYS"])
        drop_left_proofs(session, folder)


def _in_portions(step: Callable[..., int], *bounds: object) -> None:
    """Each portion in a transaction of its own, until nothing is left to do."""
    while True:
        with writing() as session:
            if not step(session, *bounds):
                return
