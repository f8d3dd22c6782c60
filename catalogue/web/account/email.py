"""Changing the address one signs in with; the new one is confirmed by a link mailed to it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import writing
from catalogue.domain.accounts.attempts import TooManyAttempts, may_mail
from catalogue.domain.accounts.email_change import ask_email_change, change_email, wanted_email
from catalogue.errors import CatalogueError
from catalogue.web.account.confirming import confirmed
from catalogue.web.forms.account import EmailChange
from catalogue.web.known_device import trial_here
from catalogue.web.signed_in import person

pages = Blueprint("email", __name__, url_prefix="/account/email")


@pages.get("")
def form() -> str:
    return _page(EmailChange())


@pages.post("")
def ask() -> ResponseReturnValue:
    form = EmailChange()
    if not confirmed(form):
        return _page(form), 400
    try:
        _mail_link(form.email.data)
    except TooManyAttempts as too_many:
        form.refuse("email", too_many)
        return _page(form), 429, {"Retry-After": str(too_many.wait_seconds)}
    except CatalogueError as refused:
        form.refuse("email", refused)
        return _page(form), 400
    flash("确认链接已经发到新邮箱，请在一小时内打开。打开之前，仍用现在的邮箱登录。", "good")
    return redirect(url_for("account.index"), 303)


@pages.get("/<token>")
def look(token: str) -> str:
    return render_template("account/email_confirm.html", email=wanted_email(person().account, token), signed=token)


@pages.post("/<token>")
def save(token: str) -> ResponseReturnValue:
    with writing() as session:
        change_email(session, person().account, token)
    flash("邮箱改好了，以后请用新邮箱登录。", "good")
    return redirect(url_for("account.index"), 303)


def _mail_link(email: str) -> None:
    account = person().account
    tried = trial_here("email-change", account.email or "")
    with writing() as session:
        if not may_mail(session, tried):
            raise CatalogueError("一小时内发的确认链接太多了，请先到邮箱里找一找，或过一小时再试。")
        ask_email_change(session, account, email)


def _page(form: EmailChange) -> str:
    return render_template("account/email.html", form=form)
