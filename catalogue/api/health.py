"""/healthz: the process is up; /readyz: it can serve, with what is wrong when it cannot."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Response, current_app, jsonify

from catalogue.api.caching import not_cacheable
from catalogue.db import db
from catalogue.domain.upkeep.health import Check, check_revision
from catalogue.search.health import check_index_readable

blueprint = Blueprint("health", __name__)

CHECKS: tuple[Callable[[], Check], ...] = (
    lambda: check_revision(db.engine, current_app.config["MIGRATIONS"]),
    lambda: check_index_readable(current_app.extensions["search_engine"]),
)


@blueprint.get("/healthz")
def healthz() -> Response:
    return not_cacheable(jsonify({"status": "ok"}))


@blueprint.get("/readyz")
def readyz() -> Response:
    checks = [check() for check in CHECKS]
    ready = all(check.status != "fail" for check in checks)
    found = {check.name: {"status": check.status, "message": check.message} for check in checks}
    response = not_cacheable(jsonify({"status": "ready" if ready else "not ready", "checks": found}))
    response.status_code = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
    return response
