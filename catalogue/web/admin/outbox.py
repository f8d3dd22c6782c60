"""The outbox: what was mailed and what could not be, to be read, copied and passed on where no mail server is."""

from collections.abc import Callable

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.mail.outbox import find_mail, note_reading, outbox_counts, outgoing_mails, pass_on, retry
from catalogue.models import OutgoingMail
from catalogue.web.admin.lists import list_page
from catalogue.web.admin.pressing import press
from catalogue.web.signed_in import person

pages = Blueprint("admin_outbox", __name__, url_prefix="/admin/outbox")

STATES = {"waiting": "等待寄出", "failed": "寄送失败", "sent": "已寄出"}


@pages.get("/")
def index() -> str:
    state = request.args.get("state", "waiting")
    state = state if state in STATES else "waiting"
    counts = outbox_counts(db.session())
    asked = list_page(counts.get(state, 0))
    return render_template(
        "admin/outbox.html",
        found=outgoing_mails(db.session(), state, limit=asked.limit, offset=asked.offset),
        state=state,
        states=STATES,
        counts=counts,
        pager=asked.pager,
        mails_itself=bool(current_app.config["SMTP_URL"]),
    )


@pages.get("/<public_id:public_id>")
def show(public_id: str) -> str:
    """With its text until it is sent; that this person read it is recorded."""
    mail = find_mail(db.session(), public_id)
    if mail.state != "sent":
        with writing() as session:
            note_reading(session, mail, by=person().actor)
    return _page(mail)


@pages.post("/<public_id:public_id>/pass-on")
def handed(public_id: str) -> ResponseReturnValue:
    return _press(public_id, pass_on, "已记为转交。")


@pages.post("/<public_id:public_id>/retry")
def again(public_id: str) -> ResponseReturnValue:
    return _press(public_id, retry, "已放回待寄，后台程序会在一分钟内再寄。")


def _press(public_id: str, act: Callable[..., None], done: str) -> ResponseReturnValue:
    mail = find_mail(db.session(), public_id)
    return press(
        lambda session: act(session, mail, by=person().actor),
        done=done,
        following=url_for(".index"),
        page=lambda: _page(mail),
    )


def _page(mail: OutgoingMail) -> str:
    return render_template("admin/mail.html", mail=mail, states=STATES)
