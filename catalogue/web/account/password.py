"""Changing one's password."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import writing
from catalogue.domain.accounts.password_changes import change_password
from catalogue.domain.accounts.passwords import WeakPassword
from catalogue.web.account.confirming import confirmed
from catalogue.web.forms.account import PasswordChange
from catalogue.web.signed_in import person

pages = Blueprint("password", __name__, url_prefix="/account/password")


@pages.get("")
def form() -> str:
    return _page(PasswordChange())


@pages.post("")
def change() -> ResponseReturnValue:
    form, who = PasswordChange(), person()
    if not confirmed(form, "old"):
        return _page(form), 400
    try:
        with writing() as session:
            change_password(session, who.account, form.password.data, here=who.opened)
    except WeakPassword as weak:
        form.refuse("password", weak)
        return _page(form), 400
    flash("密码已经改好，其他设备上的登录都已退出。", "good")
    return redirect(url_for("account.index"), 303)


def _page(form: PasswordChange) -> str:
    return render_template("account/password.html", form=form)
