"""Setting up and upgrading the database of an instance."""

from flask import current_app
from flask_migrate import upgrade as migrate_to_head

from catalogue.db import db, writing
from catalogue.domain.matching.keys import renew_match_keys
from catalogue.domain.review.topics import renew_task_topics
from catalogue.domain.upkeep.health import current_revision, newest_revision
from catalogue.domain.upkeep.site_facts import ensure_namespace


def database_revision() -> str | None:
    """The migration the database stands at; None for an empty one."""
    return current_revision(db.engine)


def is_current() -> bool:
    """Whether the database has the schema of this version."""
    return database_revision() == newest_revision(current_app.config["MIGRATIONS"])


def migrate_database() -> None:
    """Bring schema, match keys and topics of tasks to this version and give the site its identity; safe to repeat."""
    if not is_current():
        migrate_to_head()
    with writing() as session:
        ensure_namespace(session)
    renew_match_keys()
    renew_task_topics()
