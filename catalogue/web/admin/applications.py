"""Applications of institutions: what waits, each beside what the catalogue knows, and deciding it."""

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from catalogue.db import db, writing
from catalogue.domain.applications.applying import (
    STATES,
    applications_in,
    count_applications,
    days_waiting,
    find_application,
    others_with_code,
)
from catalogue.domain.applications.deciding import accept, refuse
from catalogue.domain.applications.proofs import ENDINGS, LABELS, proof_of, proofs_folder
from catalogue.domain.institutions.likely import likely_institutions
from catalogue.domain.institutions.naming import institution_called, institution_with_id
from catalogue.domain.text.typed import one_line
from catalogue.errors import CatalogueError
from catalogue.models import Application, Institution
from catalogue.web.admin.lists import list_page
from catalogue.web.forms.admin import NEW, OTHER, Acceptance, Reason
from catalogue.web.signed_in import person

pages = Blueprint("admin_applications", __name__, url_prefix="/admin/applications")

PROOF_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pages.get("/")
def index() -> str:
    state = request.args.get("state", "open")
    state = state if state in STATES else "open"
    counts = count_applications(db.session())
    asked = list_page(counts.get(state, 0))
    found = applications_in(db.session(), state, limit=asked.limit, offset=asked.offset)
    return render_template(
        "admin/applications.html",
        found=found,
        state=state,
        states=STATES,
        counts=counts,
        days_waiting=days_waiting,
        pager=asked.pager,
    )


@pages.get("/<public_id:public_id>")
def show(public_id: str) -> str:
    return _page(find_application(db.session(), public_id), Acceptance(), Reason())


@pages.post("/<public_id:public_id>/accept")
def take(public_id: str) -> ResponseReturnValue:
    application, form = find_application(db.session(), public_id), Acceptance()
    if not form.validate():
        return _page(application, form, Reason(None)), 400
    try:
        with writing() as session:
            institution = accept(session, application, _chosen(session, form), by=person().actor)
            name = institution.name
    except CatalogueError as error:
        form.refuse("institution", error)
        return _page(application, form, Reason(None)), 400
    flash(f"已通过：{application.account.name} 现在是“{name}”的负责人，已写信告知。", "good")
    return redirect(url_for(".index"), 303)


@pages.post("/<public_id:public_id>/refuse")
def turn_down(public_id: str) -> ResponseReturnValue:
    application, form = find_application(db.session(), public_id), Reason()
    if not form.validate():
        return _page(application, Acceptance(None), form), 400
    try:
        with writing() as session:
            refuse(session, application, reason=form.reason.data, by=person().actor)
    except CatalogueError as error:
        form.refuse("reason", error)
        return _page(application, Acceptance(None), form), 400
    flash("已拒绝，原因已写信告知申请人。", "good")
    return redirect(url_for(".index"), 303)


@pages.get("/<public_id:public_id>/proof")
def proof(public_id: str) -> Response:
    """For saving only: a browser must neither show nor run what a stranger sent."""
    application = find_application(db.session(), public_id)
    response = Response(proof_of(proofs_folder(current_app.config), application), mimetype=application.proof_type)
    name = f"{application.public_id}.{ENDINGS[application.proof_type]}"
    response.headers.update({**PROOF_HEADERS, "Content-Disposition": f"attachment; filename={name}"})
    return response


def _chosen(session: Session, form: Acceptance) -> Institution | None:
    """The institution to join; None for a new one. Raises CatalogueError when there is none of that name."""
    choice = one_line(form.institution.data)
    if choice == NEW:
        return None
    if choice != OTHER:
        return institution_with_id(session, choice)
    return institution_called(session, form.other.data or "")


def _page(application: Application, acceptance: Acceptance, reason: Reason) -> str:
    return render_template(
        "admin/application.html",
        application=application,
        likely=likely_institutions(db.session(), application) if application.state == "open" else [],
        others=others_with_code(db.session(), application),
        acceptance=acceptance,
        reason=reason,
        states=STATES,
        proof_label=LABELS[application.proof_type],
    )
