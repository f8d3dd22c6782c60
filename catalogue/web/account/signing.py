"""Signing in and out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.accounts.accounts import account_of
from catalogue.domain.accounts.passwords import verify_password
from catalogue.domain.accounts.sessions import end_session
from catalogue.web.display import own_path
from catalogue.web.forms.signing import SignIn
from catalogue.web.signed_in import forget_cookie, person, sign_in

pages = Blueprint("signing", __name__, url_prefix="/account")

WRONG = "邮箱或密码不对，请检查后再试。"


@pages.get("/sign-in")
def form() -> str:
    return _page(SignIn())


@pages.post("/sign-in")
def enter() -> ResponseReturnValue:
    form = SignIn()
    if not form.validate():
        return _page(form), 400
    account = account_of(db.session(), form.email.data)
    right = verify_password(account.password_hash if account else "", form.password.data)
    if account is None or not right or account.state != "active":
        form.refuse("email", WRONG)
        return _page(form), 400
    sign_in(account)
    return redirect(_next(), 303)


@pages.post("/sign-out")
def leave() -> ResponseReturnValue:
    who = person()
    with writing() as session:
        end_session(session, who.opened, by=who.actor)
    forget_cookie()
    return redirect(url_for("signing.form"), 303)


def _page(form: SignIn) -> str:
    return render_template("account/sign_in.html", form=form, next=_next())


def _next() -> str:
    """Where the person wanted to go, where it surely stays on this site; else to the account."""
    wanted = request.values.get("next", "")
    return own_path(wanted) if wanted else url_for("account.index")
