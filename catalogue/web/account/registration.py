"""Registering an institution: one form for anybody, a link to confirm the address, and the thanks in between."""

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from catalogue.db import db, writing
from catalogue.domain.accounts.accounts import account_of
from catalogue.domain.applications.applying import apply_as, apply_as_newcomer, confirm_email, find_application
from catalogue.domain.applications.letters import LASTS, application_in, post_already_known, post_confirmation
from catalogue.domain.applications.proofs import MOST_MEGABYTES, proofs_folder
from catalogue.errors import CatalogueError
from catalogue.models import Application
from catalogue.web.forms.registration import NewcomersRegistration, Registration
from catalogue.web.signed_in import person, signed_in
from catalogue.web.upload_bounds import allow_megabytes

pages = Blueprint("registration", __name__, url_prefix="/account/register")


@pages.url_value_preprocessor
def _take_a_proof(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """One megabyte more than the proof, so that one slightly too large is told so on the form itself."""
    if endpoint == "registration.send":
        allow_megabytes(MOST_MEGABYTES + 1)


@pages.get("")
def form() -> ResponseReturnValue:
    return _page(_form())


@pages.post("")
def send() -> ResponseReturnValue:
    form = _form()
    if not form.validate():
        return _page(form, 400)
    try:
        _take_in(form)
    except CatalogueError as error:
        form.refuse("institution", error)
        return _page(form, 400)
    if signed_in():
        flash("申请已提交，管理员核对以后会写信告诉您。", "good")
        return redirect(url_for("portal.index"), 303)
    return redirect(url_for(".thanks"), 303)


@pages.get("/thanks")
def thanks() -> str:
    return render_template("account/register_thanks.html", days=LASTS.days)


@pages.get("/confirm")
def confirmation() -> str:
    """A page with a button: programs that open every link of a mail must not confirm anything."""
    token = request.args.get("token", "")
    return render_template("account/register_confirm.html", application=_application(token), token=token)


@pages.post("/confirm")
def confirm() -> ResponseReturnValue:
    with writing() as session:
        confirm_email(session, find_application(session, _application(request.form.get("token", "")).public_id))
    flash("邮箱已经确认。管理员核对以后会写信告诉您。", "good")
    return redirect(url_for("portal.index"), 303)


def _form() -> Registration:
    return Registration() if signed_in() else NewcomersRegistration()


def _take_in(form: Registration) -> None:
    with writing() as session:
        application = _apply(session, form)
        if application is not None:
            post_confirmation(session, application)


def _apply(session: Session, form: Registration) -> Application | None:
    """The application; None when the address has an account, whose owner was told."""
    folder = proofs_folder(current_app.config)
    if not isinstance(form, NewcomersRegistration):
        return apply_as(session, person().account, form.wanted, form.read, folder=folder)
    newcomer = form.newcomer
    application = apply_as_newcomer(session, newcomer, form.wanted, form.read, folder=folder)
    if application is None and (known := account_of(session, newcomer.email)):
        post_already_known(session, known, institution=form.wanted.name)
    return application


def _application(token: str) -> Application:
    """The one a link was made for. Raises CatalogueError for a link of another's making, or too old."""
    return find_application(db.session(), application_in(token))


def _page(form: Registration, status: int = 200) -> ResponseReturnValue:
    page = render_template("account/register.html", form=form, most_megabytes=MOST_MEGABYTES)
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
