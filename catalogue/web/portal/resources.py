"""The resources of an institution: the list, one of them with what is known of it, its preview, and taking it back."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.links.status import link_status
from catalogue.domain.portal.advice import advice
from catalogue.domain.portal.handing_in import take_back as take_resource_back
from catalogue.domain.portal.own_resources import OwnResource, own_resource, page_of_own_resources, standings
from catalogue.domain.portal.resource_advice import RESOURCE_RULES
from catalogue.web.forms.portal import TakeBackForm
from catalogue.web.portal.asked import asked_page, asked_standing, standing_pager
from catalogue.web.portal.preview_pages import resource_preview
from catalogue.web.signed_in import person

pages = Blueprint("portal_resources", __name__, url_prefix="/portal/<public_id:institution>/resources")

ON_A_PAGE = 25
HERE = "portal_resources.index"


@pages.get("/")
def index(institution: str) -> str:
    """All of them, or those that stand as asked for."""
    standing = asked_standing()
    counts = standings(db.session(), g.institution)
    found = page_of_own_resources(
        db.session(), g.institution, standing, counts=counts, page=asked_page(), per_page=ON_A_PAGE
    )
    return render_template(
        "portal/resources/index.html",
        institution=g.institution,
        found=found,
        standing=standing,
        counts=counts,
        pager=standing_pager(HERE, institution, standing, page=found.page, pages=found.pages),
    )


@pages.get("/<public_id:public_id>")
def show(institution: str, public_id: str) -> str:
    own = _own(public_id)
    return render_template(
        "portal/resources/show.html",
        institution=g.institution,
        own=own,
        advice=advice(own.words, RESOURCE_RULES) if own.changeable else [],
        link=link_status(own.resource),
    )


@pages.get("/<public_id:public_id>/preview")
def preview(institution: str, public_id: str) -> str:
    """What its public page will show once the words that wait are accepted."""
    return resource_preview(_own(public_id).words)


@pages.get("/<public_id:public_id>/take-back")
def ask_take_back(institution: str, public_id: str) -> str:
    return _take_back_page(_own(public_id), TakeBackForm())


@pages.post("/<public_id:public_id>/take-back")
def take_back(institution: str, public_id: str) -> ResponseReturnValue:
    own, form = _own(public_id), TakeBackForm()
    if not form.validate():
        return _take_back_page(own, form), 400
    with writing() as session:
        take_resource_back(
            session, own_resource(session, g.institution, public_id), form.reason.data, by=person().actor
        )
    stays = own.resource.state == "public"
    flash("已收回。别的来源还列有它，所以公众仍能看到。" if stays else "已收回。", "good")
    return redirect(url_for(".show", institution=institution, public_id=public_id), 303)


def _own(public_id: str) -> OwnResource:
    return own_resource(db.session(), g.institution, public_id)


def _take_back_page(own: OwnResource, form: TakeBackForm) -> str:
    return render_template(
        "portal/take_back.html", institution=g.institution, own=own, form=form, home="portal_resources"
    )
