"""Lectures: what is on now and what comes, a page for each, and the counted way to the lecture itself."""

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from catalogue.db import now
from catalogue.domain.counts.views import LECTURE_VIEWS
from catalogue.domain.counts.visits import count_lecture_visit
from catalogue.domain.shown.lectures import attendance, lecture_by_public_id, other_dates, programme, source_title
from catalogue.models import Lecture
from catalogue.models.states import SHOWN_STATES, UNDECIDED_STATES
from catalogue.web.gone import gone_page
from catalogue.web.leaving import leave_for
from catalogue.web.readers import somebody_reads
from catalogue.web.schema_org import describe_lecture
from catalogue.web.words import ATTENDANCES, is_web_address

pages = Blueprint("lectures", __name__, url_prefix="/lectures")


@pages.get("/")
def index() -> str:
    return render_template("lectures/index.html", programme=programme(now()))


@pages.get("/<public_id:public_id>")
def show(public_id: str) -> str | tuple[str, int]:
    lecture = _found(public_id)
    if lecture.state not in SHOWN_STATES:
        return gone_page(lecture)
    if somebody_reads():
        LECTURE_VIEWS.count(lecture.id)
    return render_template(
        "lectures/show.html",
        lecture=lecture,
        attendance=ATTENDANCES[attendance(lecture)],
        description=describe_lecture(lecture),
        other_dates=other_dates(lecture, now()),
        source_title=source_title(lecture),
    )


@pages.get("/<public_id:public_id>/visit")
def visit(public_id: str) -> Response | tuple[str, int]:
    """Lead to the stored address and nowhere else; nothing in the request can change where."""
    lecture = _found(public_id)
    if lecture.state not in SHOWN_STATES:
        return gone_page(lecture)
    if not is_web_address(lecture.url):
        abort(404)
    if somebody_reads():
        count_lecture_visit(lecture.id)
    return leave_for(lecture.url)


def _found(public_id: str) -> Lecture:
    lecture = lecture_by_public_id(public_id)
    if lecture is None or lecture.state in UNDECIDED_STATES:
        abort(404)
    return lecture
