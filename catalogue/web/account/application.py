"""Taking back one's own application to register an institution, while nobody has decided it."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.applications.applying import own_application
from catalogue.domain.applications.deciding import must_wait
from catalogue.domain.applications.proofs import proofs_folder
from catalogue.domain.upkeep.application_keeping import take_back as take_application_back
from catalogue.web.signed_in import person

pages = Blueprint("own_application", __name__, url_prefix="/account/applications/<public_id:public_id>")


@pages.get("/take-back")
def ask_take_back(public_id: str) -> str:
    application = own_application(db.session(), person().account, public_id)
    must_wait(application)
    return render_template("account/take_back.html", application=application)


@pages.post("/take-back")
def take_back(public_id: str) -> ResponseReturnValue:
    folder = proofs_folder(current_app.config)
    with writing() as session:
        application = own_application(session, person().account, public_id)
        take_application_back(session, folder, application, by=person().actor)
    flash("申请已经收回，填写的内容和证明材料已经删除。", "good")
    return redirect(url_for("account.index"), 303)
