"""Migrations end where the models are, and can be taken back and made again."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select

from catalogue import create_app
from catalogue.db import db
from catalogue.domain.ledger.chain import Verdict, verify
from catalogue.models import LinkCheck, ReviewTask


def differences() -> list[object]:
    """What a database lacks of the models, or has beyond them."""
    with db.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), db.metadata))


def test_the_migrations_make_what_the_models_say(app: Flask) -> None:
    assert differences() == []


def test_the_latest_migrations_can_be_taken_back_and_made_again(tmp_path: Path) -> None:
    with create_app(tmp_path / "instance").app_context():
        upgrade()
        downgrade(revision="0005")
        assert differences() != []
        upgrade()
        assert differences() == []


def test_what_was_sealed_before_events_knew_their_origin_still_verifies(tmp_path: Path) -> None:
    with create_app(tmp_path / "instance").app_context():
        upgrade(revision="0010")
        line = '[1, "2026-11-01T08:00:00+00:00", "system", "run.done", "run", "aaaaaaaaaa", "", "", "好"]'
        digest = hashlib.sha256(f"\n{line}".encode()).hexdigest()
        with db.engine.begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO event (id, at, actor, what, subject_type, subject_id, before, after, note)"
                " VALUES (1, '2026-11-01 08:00:00', 'system', 'run.done', 'run', 'aaaaaaaaaa', '', '', '好')"
            )
            connection.exec_driver_sql("INSERT INTO event_seal VALUES (1, 1, ?, '2026-11-01 08:01:00')", (digest,))

        upgrade()

        assert verify(db.session()) == Verdict(1, 0, digest, (), 0, datetime(2026, 11, 1, 8, tzinfo=UTC))


def test_what_waited_in_no_queue_gets_a_review_task(tmp_path: Path) -> None:
    with create_app(tmp_path / "instance").app_context():
        upgrade(revision="0010")
        with db.engine.begin() as connection:
            for statement in WAITING_IN_NO_QUEUE:
                connection.exec_driver_sql(statement)
        upgrade()
        tasks = select(ReviewTask.kind, ReviewTask.institution_id).order_by(ReviewTask.kind)
        assert [tuple(row) for row in db.session.execute(tasks)] == [
            ("new_lecture", 1),
            ("problem_report", 1),
            ("source_proposal", 1),
        ]


def test_what_was_known_of_links_before_their_pages_had_titles_stays(tmp_path: Path) -> None:
    with create_app(tmp_path / "instance").app_context():
        upgrade(revision="0017")
        with db.engine.begin() as connection:
            for statement in LINK_KNOWN_WITHOUT_A_TITLE:
                connection.exec_driver_sql(statement)
        upgrade()
        [check] = db.session.scalars(select(LinkCheck)).all()
        assert (check.state, check.failures, check.page_title, check.disagrees_with) == ("failing", 3, "", "")


WAITING_IN_NO_QUEUE = (
    "INSERT INTO institution (id, name, kind, region, homepage, summary, verified, details, public_id, version,"
    " indexed_version) VALUES (1, '示范机构', '', '', '', '', 0, '{}', 'institutio', 1, 0)",
    "INSERT INTO resource (id, state, title, title_key, title_head, title_tail, url, summary, body, kind, provider_id,"
    " teachers, language, subjects, topics, audiences, level, duration, effort, cost, login, accessibility, image,"
    " licence, provenance, edited, reason, link_dead, created_at, changed_at, public_id, version, indexed_version)"
    " VALUES (1, 'public', '课', '课', '', '', 'https://example.cn', '', '', '', 1, '[]', '', '[]', '[]', '[]', '',"
    " '', '', 'free', '', '[]', '', '', '', '{}', '', 0, '2026-01-01', '2026-01-01', 'resource11', 1, 0)",
    "INSERT INTO problem_report (id, state, resource_id, reason, words, contact, sender, created_at, decided_by,"
    " public_id) VALUES (1, 'open', 1, 'paid', '', '', '', '2026-01-02 08:00:00', '', 'report1111')",
    "INSERT INTO lecture (id, uid, recurrence_id, state, status, title, summary, starts_at, all_day, url, location,"
    " institution_id, speakers, language, topics, audiences, image, record_hash, reason, created_at, changed_at,"
    " public_id, version, indexed_version) VALUES (1, 'u', '', 'pending', 'confirmed', '讲', '', '2026-02-01', 0, '',"
    " '', 1, '[]', '', '[]', '[]', '', '', '', '2026-01-03', '2026-01-03', 'lecture111', 1, 0)",
    "INSERT INTO source (id, title, adapter, url, options, institution_id, state, default_cost, failures_in_a_row,"
    " created_at, public_id) VALUES (1, '源', 'feed', '', '{}', 1, 'proposed', 'unknown', 0, '2026-01-04',"
    " 'source1111')",
)
"""An open report, a pending lecture and a proposed source, as the version before the queue kept them."""
LINK_KNOWN_WITHOUT_A_TITLE = (
    *WAITING_IN_NO_QUEUE[:2],
    "INSERT INTO link_check (resource_id, address, host, state, reason, status, failures, troubles, failed_days,"
    " moved_to, due_at) VALUES (1, 'https://example.cn', 'example.cn', 'failing', 'not_found', 404, 3, 0, 2, '',"
    " '2026-11-01 08:00:00')",
)
