"""The lectures of an institution: the list, one of them, its preview, and taking it back."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.portal.advice import advice
from catalogue.domain.portal.filled_lecture import lecture_as_filled
from catalogue.domain.portal.handing_in_lectures import take_back_lecture
from catalogue.domain.portal.lecture_advice import LECTURE_RULES
from catalogue.domain.portal.own_lectures import OwnLecture, lecture_standings, own_lecture, page_of_own_lectures
from catalogue.web.forms.portal import TakeBackForm
from catalogue.web.portal.asked import asked_page, asked_standing, standing_pager
from catalogue.web.portal.preview_pages import lecture_preview
from catalogue.web.signed_in import person

pages = Blueprint("portal_lectures", __name__, url_prefix="/portal/<public_id:institution>/lectures")

ON_A_PAGE = 25
HERE = "portal_lectures.index"


@pages.get("/")
def index(institution: str) -> str:
    """All of them, or those that stand as asked for."""
    standing = asked_standing()
    found = page_of_own_lectures(db.session(), g.institution, standing, page=asked_page(), per_page=ON_A_PAGE)
    return render_template(
        "portal/lectures/index.html",
        institution=g.institution,
        found=found,
        standing=standing,
        counts=lecture_standings(db.session(), g.institution),
        pager=standing_pager(HERE, institution, standing, page=found.page, pages=found.pages),
    )


@pages.get("/<public_id:public_id>")
def show(institution: str, public_id: str) -> str:
    own = _own(public_id)
    return render_template(
        "portal/lectures/show.html",
        institution=g.institution,
        own=own,
        advice=advice(lecture_as_filled(own.lecture), LECTURE_RULES) if own.changeable else [],
    )


@pages.get("/<public_id:public_id>/preview")
def preview(institution: str, public_id: str) -> str:
    return lecture_preview(_own(public_id).lecture)


@pages.get("/<public_id:public_id>/take-back")
def ask_take_back(institution: str, public_id: str) -> str:
    return _take_back_page(_own(public_id), TakeBackForm())


@pages.post("/<public_id:public_id>/take-back")
def take_back(institution: str, public_id: str) -> ResponseReturnValue:
    form = TakeBackForm()
    if not form.validate():
        return _take_back_page(_own(public_id), form), 400
    with writing() as session:
        take_back_lecture(session, own_lecture(session, g.institution, public_id), form.reason.data, by=person().actor)
    flash("已收回。", "good")
    return redirect(url_for(".show", institution=institution, public_id=public_id), 303)


def _own(public_id: str) -> OwnLecture:
    return own_lecture(db.session(), g.institution, public_id)


def _take_back_page(own: OwnLecture, form: TakeBackForm) -> str:
    return render_template(
        "portal/take_back.html", institution=g.institution, own=own, form=form, home="portal_lectures"
    )
