"""Signing in and out."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.accounts.accounts import account_of
from catalogue.domain.accounts.attempts import TooManyAttempts, attempt, forgive
from catalogue.domain.accounts.passwords import verify_password
from catalogue.domain.accounts.sessions import end_session
from catalogue.models import Account
from catalogue.web.account.next_page import next_page
from catalogue.web.forms.signing import SignIn
from catalogue.web.known_device import remember_device, trial_here
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
    try:
        account = _whose(form.email.data, form.password.data)
    except TooManyAttempts as too_many:
        form.refuse("email", too_many)
        return _page(form), 429, {"Retry-After": str(too_many.wait_seconds)}
    if account is None:
        form.refuse("email", WRONG)
        return _page(form), 400
    sign_in(account)
    answer = redirect(next_page(), 303)
    return answer if account.totp_secret else remember_device(answer, account)


@pages.post("/sign-out")
def leave() -> ResponseReturnValue:
    who = person()
    with writing() as session:
        end_session(session, who.opened, by=who.actor)
    forget_cookie()
    return redirect(url_for("signing.form"), 303)


def _whose(email: str, password: str) -> Account | None:
    """Whose address and password these are; the same is done, in the same time, for an address nobody has."""
    tried = trial_here("sign-in", email)
    with writing() as session:
        attempt(session, tried)
    account = account_of(db.session(), email)
    right = verify_password(account.password_hash if account else "", password)
    if account is None or not right or account.state != "active":
        return None
    with writing() as session:
        forgive(session, tried)
    return account


def _page(form: SignIn) -> str:
    return render_template("account/sign_in.html", form=form, next=next_page())
