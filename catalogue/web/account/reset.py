"""A new password for somebody who forgot the old one, by a mailed link; tells nobody which addresses have accounts."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.accounts.accounts import normal_email
from catalogue.domain.accounts.attempts import TooManyAttempts, may_mail
from catalogue.domain.accounts.password_changes import account_to_reset, mail_reset, reset_password
from catalogue.domain.accounts.passwords import WeakPassword
from catalogue.errors import CatalogueError
from catalogue.web.forms.account import NewPassword, ResetRequest
from catalogue.web.known_device import remember_device, trial_here

pages = Blueprint("reset", __name__, url_prefix="/account/reset")


@pages.get("")
def form() -> str:
    return _page(ResetRequest())


@pages.post("")
def ask() -> ResponseReturnValue:
    form = ResetRequest()
    if not form.validate():
        return _page(form), 400
    try:
        _mail_link(normal_email(form.email.data))
    except TooManyAttempts as too_many:
        form.refuse("email", too_many)
        return _page(form), 429, {"Retry-After": str(too_many.wait_seconds)}
    except CatalogueError as refused:
        form.refuse("email", refused)
        return _page(form), 400
    return redirect(url_for(".asked"), 303)


@pages.get("/asked")
def asked() -> str:
    return render_template("account/reset_asked.html")


@pages.get("/<token>")
def choose(token: str) -> str:
    account_to_reset(db.session(), token)
    return _choice(NewPassword(), token)


@pages.post("/<token>")
def save(token: str) -> ResponseReturnValue:
    form = NewPassword()
    if not form.validate():
        return _choice(form, token), 400
    try:
        with writing() as session:
            account = reset_password(session, token, form.password.data)
    except WeakPassword as weak:
        form.refuse("password", weak)
        return _choice(form, token), 400
    flash("新密码设好了，请用它登录。", "good")
    return remember_device(redirect(url_for("signing.form"), 303), account)


def _mail_link(email: str) -> None:
    tried = trial_here("reset", email)
    with writing() as session:
        if may_mail(session, tried):
            mail_reset(session, email)


def _page(form: ResetRequest) -> str:
    return render_template("account/reset.html", form=form)


def _choice(form: NewPassword, token: str) -> str:
    return render_template("account/new_password.html", form=form, signed=token)
