"""The first page of an institution, and the choice between several."""

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db
from catalogue.domain.applications import applications_of
from catalogue.web.signed_in import person

pages = Blueprint("portal", __name__, url_prefix="/portal")


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
    return render_template("portal/dashboard.html", institution=g.institution)
