"""What machines see: JSON, feeds, calendars, sitemap, health."""

from flask import Blueprint, Flask

from catalogue.api import (
    calendars,
    collections,
    feeds,
    health,
    lectures,
    lectures_in,
    openapi,
    opensearch,
    resources,
    resources_in,
    robots,
    search,
    sitemap,
    submissions,
    suggest,
)
from catalogue.api.encoding import Encoding
from catalogue.api.problems import ANSWERED, answer_error, init_problems

JSON_PARTS = (search, suggest, resources, resources_in, lectures, lectures_in, submissions, collections, openapi)
MACHINE_PARTS = (feeds, calendars, sitemap, robots, opensearch, health)

api = Blueprint("api", __name__, url_prefix="/api/v1")
for part in JSON_PARTS:
    api.register_blueprint(part.blueprint)
for error in ANSWERED:
    api.register_error_handler(error, answer_error)


def init_api(app: Flask) -> None:
    """Register every machine's address."""
    app.json = Encoding(app)
    app.register_blueprint(api)
    for part in MACHINE_PARTS:
        app.register_blueprint(part.blueprint)
    init_problems(app)
