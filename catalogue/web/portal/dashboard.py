"""The first page of an institution, and the choice between several."""

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from catalogue.clock import local_day
from catalogue.db import db, now
from catalogue.domain.applications.applying import applications_of
from catalogue.domain.links.status import links_to_mend
from catalogue.domain.portal.figures import daily, daily_of_lectures
from catalogue.domain.portal.history import page_of_submissions, sources_read
from catalogue.domain.portal.own_lectures import lecture_standings
from catalogue.domain.portal.own_resources import page_of_own_resources, standings
from catalogue.web.portal.plot import views_and_clicks
from catalogue.web.signed_in import person

pages = Blueprint("portal", __name__, url_prefix="/portal")

SHOWN = 5
SOURCES = 10


@pages.get("/")
def index() -> ResponseReturnValue:
    """To the institution, for whoever has just one."""
    institutions = person().institutions
    if len(institutions) == 1:
        return redirect(url_for(".dashboard", institution=institutions[0].public_id), 303)
    applications = applications_of(db.session(), person().account)
    return render_template("portal/index.html", institutions=institutions, applications=applications)


@pages.get("/<public_id:institution>/")
def dashboard(institution: str) -> str:
    session, own, today = db.session(), g.institution, local_day(now())
    counts = standings(session, own)
    return render_template(
        "portal/dashboard.html",
        institution=own,
        resources=counts,
        lectures=lecture_standings(session, own),
        returned=page_of_own_resources(session, own, "returned", counts=counts, page=1, per_page=SHOWN),
        refused=page_of_own_resources(session, own, "refused", counts=counts, page=1, per_page=SHOWN),
        links=links_to_mend(session, own, limit=SHOWN),
        submissions=page_of_submissions(session, own, page=1, per_page=SHOWN),
        sources=sources_read(session, own, limit=SOURCES),
        plot=views_and_clicks(daily(session, own, today)),
        lecture_plot=views_and_clicks(daily_of_lectures(session, own, today)),
    )
