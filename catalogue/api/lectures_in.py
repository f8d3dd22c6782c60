"""POST /api/v1/lectures: an institution's program hands in lectures, one or up to 500 at a time."""

from flask import Blueprint, Response

from catalogue.api.pushes import answer_push
from catalogue.domain.uploads.pushed_items import read_lectures
from catalogue.models import Lecture

blueprint = Blueprint("lectures_in", __name__)


@blueprint.post("/lectures")
def push() -> Response:
    """The same `id` again is the same lecture."""
    return answer_push("lectures:write", Lecture, read_lectures)
