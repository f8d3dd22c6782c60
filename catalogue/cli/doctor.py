"""`catalogue doctor`: looks at everything an installation needs and says what is wrong."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click
from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from catalogue.cli.context import FAILED, answer, json_option, with_site
from catalogue.db import db
from catalogue.domain.upkeep import health
from catalogue.domain.upkeep.health import WORKER_ALIVE, Check
from catalogue.domain.upkeep.mail_health import check_mail
from catalogue.jobs import open_jobs
from catalogue.search.health import check_index_level, check_index_readable

SIGNS = {"ok": "正常", "warn": "注意", "fail": "故障"}


@click.command()
@json_option
@with_site
def doctor(as_json: bool) -> None:
    """Check the installation; exit status 1 when something has failed."""
    found = [_look(name, check) for name, check in _checks(current_app._get_current_object())]  # type: ignore[attr-defined]
    healthy = all(check.status != "fail" for check in found)
    values = [{"name": check.name, "status": check.status, "message": check.message} for check in found]
    lines = [f"[{SIGNS[check.status]}] {check.name}: {check.message}" for check in found]
    answer({"healthy": healthy, "checks": values}, lines, as_json=as_json)
    if not healthy:
        raise SystemExit(FAILED)


def _checks(app: Flask) -> Iterator[tuple[str, Callable[[], Check]]]:
    instance, engine = Path(app.config["INSTANCE"]), app.extensions["search_engine"]
    yield "python", health.check_python
    yield "instance", lambda: health.check_instance(instance)
    yield "disk", lambda: health.check_disk(instance)
    yield "secret_key", lambda: health.check_secret_key(instance)
    yield "base_url", lambda: health.check_settings(app.config)
    yield "vocabularies", lambda: health.check_vocabularies(instance)
    yield "database", lambda: health.check_revision(db.engine, app.config["MIGRATIONS"])
    yield "integrity", lambda: health.check_integrity(db.engine)
    yield "index", lambda: check_index_readable(engine)
    yield "index_level", lambda: check_index_level(engine)
    yield "runs", health.check_runs
    yield "sources", health.check_sources
    yield "links", health.check_links
    yield "mail", lambda: check_mail(db.session(), app.config)
    yield "worker", lambda: health.check_worker(instance / WORKER_ALIVE)
    yield "queue", lambda: health.check_queue(open_jobs(app).queue.pending_count())


def _look(name: str, check: Callable[[], Check]) -> Check:
    """A check that cannot even look has failed."""
    try:
        return check()
    except (SQLAlchemyError, OSError) as error:
        return health.fail(name, f"无法检查：{type(error).__name__}")
