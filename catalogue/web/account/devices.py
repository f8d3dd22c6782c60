"""Where one is signed in, and ending that from here."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.accounts.sessions import end_session, end_sessions, own_session, sessions_of
from catalogue.web.device_words import device_words
from catalogue.web.signed_in import forget_cookie, person

pages = Blueprint("devices", __name__, url_prefix="/account/devices")


@pages.get("")
def index() -> str:
    who = person()
    sessions = sessions_of(db.session(), who.account)
    return render_template("account/devices.html", sessions=sessions, current=who.opened, device_words=device_words)


@pages.post("/<public_id:public_id>/end")
def end(public_id: str) -> ResponseReturnValue:
    who = person()
    with writing() as session:
        opened = own_session(session, who.account, public_id)
        here = opened is who.opened
        end_session(session, opened, by=who.actor)
    if here:
        forget_cookie()
        return redirect(url_for("signing.form"), 303)
    flash("已经让那台设备退出。", "good")
    return redirect(url_for(".index"), 303)


@pages.post("/end-others")
def end_others() -> ResponseReturnValue:
    who = person()
    with writing() as session:
        end_sessions(session, who.account, by=who.actor, but=who.opened)
    flash("其他设备都已退出。", "good")
    return redirect(url_for(".index"), 303)
