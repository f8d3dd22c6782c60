"""Previews: the real public pages, of words that nobody accepted yet, marked as such and never indexed."""

from flask import g, render_template

from catalogue.db import db
from catalogue.domain.links.status import LinkStatus
from catalogue.domain.portal.previews import preview_of_resource
from catalogue.domain.shown.lectures import attendance
from catalogue.domain.text.normalise import NormalRecord
from catalogue.models import Lecture
from catalogue.web.words import ATTENDANCES


def resource_preview(record: NormalRecord) -> str:
    resource = preview_of_resource(db.session(), g.institution, record)
    return render_template(
        "portal/resources/preview.html", resource=resource, link=LinkStatus(), heard=(), collections=(), similar=()
    )


def lecture_preview(lecture: Lecture) -> str:
    return render_template(
        "portal/lectures/preview.html",
        lecture=lecture,
        attendance=ATTENDANCES[attendance(lecture)],
        other_dates=(),
        source_title="",
    )
