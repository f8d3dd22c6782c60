"""Accepting an invitation: with a new account, or with the one the invited person has."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.accounts.accounts import account_of
from catalogue.domain.accounts.invitations import (
    accept_invitation,
    invitation_of,
    join_by_invitation,
    roles_in_words,
)
from catalogue.domain.accounts.passwords import WeakPassword
from catalogue.models import Invitation
from catalogue.web.forms.account import Join
from catalogue.web.known_device import remember_device
from catalogue.web.signed_in import person, sign_in, signed_in

pages = Blueprint("invitation", __name__, url_prefix="/account/invitation")


@pages.get("/<token>")
def show(token: str) -> str:
    invitation = invitation_of(db.session(), token)
    return _page(Join(name=invitation.name), invitation, token)


@pages.post("/<token>")
def join(token: str) -> ResponseReturnValue:
    """Make the account and sign in: whoever holds the link reads the mailbox."""
    form = Join()
    if not form.validate():
        return _page(form, invitation_of(db.session(), token), token), 400
    try:
        with writing() as session:
            invitation = invitation_of(session, token)
            account = join_by_invitation(session, invitation, name=form.name.data, password=form.password.data)
    except WeakPassword as weak:
        form.refuse("password", weak)
        return _page(form, invitation_of(db.session(), token), token), 400
    sign_in(account)
    flash("账号建好了，欢迎加入。", "good")
    return remember_device(redirect(_first_page(invitation), 303), account)


@pages.post("/<token>/accept")
def accept(token: str) -> ResponseReturnValue:
    with writing() as session:
        invitation = invitation_of(session, token)
        accept_invitation(session, invitation, person().account)
    flash("已经接受邀请。", "good")
    return redirect(_first_page(invitation), 303)


def _first_page(invitation: Invitation) -> str:
    if invitation.institution is not None:
        return url_for("portal.dashboard", institution=invitation.institution.public_id)
    return url_for("account.index")


def _page(form: Join, invitation: Invitation, token: str) -> str:
    who = signed_in()
    return render_template(
        "account/invitation.html",
        form=form,
        signed=token,
        email=invitation.email,
        roles=roles_in_words(invitation),
        theirs=who is not None and who.account.email == invitation.email,
        other=who is not None and who.account.email != invitation.email,
        has_account=account_of(db.session(), invitation.email) is not None,
    )
