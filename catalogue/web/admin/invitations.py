"""Inviting staff: by a link mailed to them, which can be taken back until it is followed."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.accounts.invitations import (
    find_invitation,
    invite,
    revoke_invitation,
    roles_in_words,
    waiting_invitations,
)
from catalogue.errors import CatalogueError
from catalogue.web.forms.admin import StaffInvitation
from catalogue.web.signed_in import person

pages = Blueprint("admin_invitations", __name__, url_prefix="/admin/accounts/invitations")


@pages.get("/")
def index() -> str:
    return _page(StaffInvitation())


@pages.post("/")
def send() -> ResponseReturnValue:
    form = StaffInvitation()
    if not form.validate():
        return _page(form), 400
    try:
        with writing() as session:
            invite(
                session,
                email=form.email.data,
                name=form.name.data or "",
                staff_roles=form.roles.data or [],
                by=person().actor,
            )
    except CatalogueError as error:
        form.refuse("email", error)
        return _page(form), 400
    flash(f"邀请已写信给 {form.email.data}。", "good")
    return redirect(url_for(".index"), 303)


@pages.post("/<public_id:public_id>/revoke")
def revoke(public_id: str) -> ResponseReturnValue:
    with writing() as session:
        revoke_invitation(session, find_invitation(session, public_id, None), by=person().actor)
    flash("邀请已撤回，信里的链接不再有效。", "good")
    return redirect(url_for(".index"), 303)


def _page(form: StaffInvitation) -> str:
    waiting = [(one, roles_in_words(one)) for one in waiting_invitations(db.session(), None)]
    return render_template("admin/invitations.html", form=form, waiting=waiting)
