"""Lectures: what is on now and what comes, and a page for each."""

from flask import Blueprint, abort, render_template

from catalogue.db import now
from catalogue.domain.lectures import attendance, lecture_by_public_id, other_dates, programme, source_title
from catalogue.models.states import SHOWN_STATES, UNDECIDED_STATES
from catalogue.web.gone import gone_page
from catalogue.web.schema_org import describe_lecture
from catalogue.web.words import ATTENDANCES

pages = Blueprint("lectures", __name__, url_prefix="/lectures")


@pages.get("/")
def index() -> str:
    return render_template("lectures/index.html", programme=programme(now()))


@pages.get("/<public_id:public_id>")
def show(public_id: str) -> str | tuple[str, int]:
    lecture = lecture_by_public_id(public_id)
    if lecture is None or lecture.state in UNDECIDED_STATES:
        abort(404)
    if lecture.state not in SHOWN_STATES:
        return gone_page(lecture)
    return render_template(
        "lectures/show.html",
        lecture=lecture,
        attendance=ATTENDANCES[attendance(lecture)],
        description=describe_lecture(lecture),
        other_dates=other_dates(lecture, now()),
        source_title=source_title(lecture),
    )
