"""A copy of one's data, and closing the account."""

from flask import Blueprint, Response, flash, redirect, render_template, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from catalogue.clock import local_day
from catalogue.db import db, now, writing
from catalogue.domain.account_care.closing import close_account, hindrances
from catalogue.domain.account_care.personal_data import personal_data
from catalogue.errors import CatalogueError
from catalogue.web.account.confirming import confirmed
from catalogue.web.forms.account import Closing
from catalogue.web.known_device import forget_device
from catalogue.web.signed_in import forget_cookie, person

pages = Blueprint("closing", __name__, url_prefix="/account")


@pages.get("/data.json")
def copy() -> Response:
    """Everything kept about the person, as a file."""
    pieces = stream_with_context(personal_data(db.session(), person().account))
    answer = Response(pieces, mimetype="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename=f"my-data-{local_day(now())}.json")
    return answer


@pages.get("/close")
def form() -> str:
    return _page(Closing())


@pages.post("/close")
def close() -> ResponseReturnValue:
    form, who = Closing(), person()
    if not confirmed(form):
        return _page(form), 400
    try:
        with writing() as session:
            close_account(session, who.account, by=who.actor)
    except CatalogueError as refused:
        form.refuse("password", refused)
        return _page(form), 400
    forget_cookie()
    flash("账号已经注销，您的个人信息已经删除。", "good")
    return forget_device(redirect(url_for("signing.form"), 303))


def _page(form: Closing) -> str:
    first = hindrances(db.session(), person().account)
    return render_template("account/close.html", form=form, hindrances=first)
