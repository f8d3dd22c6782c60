"""The members of an institution, for its owners: who there is, inviting, roles, removing."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from catalogue.db import db, writing
from catalogue.domain.accounts.accounts import membership_of
from catalogue.domain.accounts.invitations import find_invitation, invite, revoke_invitation, waiting_invitations
from catalogue.domain.accounts.members import change_role, find_member, members_of, remove_member
from catalogue.errors import CatalogueError, NotFound
from catalogue.models.membership import MEMBER_ROLES
from catalogue.web.forms.members import InviteMember
from catalogue.web.signed_in import person

pages = Blueprint("members", __name__, url_prefix="/portal/<public_id:institution>/members")


@pages.get("")
def index(institution: str) -> str:
    return _page(InviteMember())


@pages.post("/invite")
def send(institution: str) -> ResponseReturnValue:
    form = InviteMember()
    if not form.validate():
        return _page(form), 400
    try:
        with writing() as session:
            invite(
                session,
                email=form.email.data,
                name=form.name.data or "",
                institution=g.institution,
                member=form.role.data,
                by=person().actor,
            )
    except CatalogueError as refused:
        form.refuse("email", refused)
        return _page(form), 400
    flash("邀请已经发出，七天内有效。", "good")
    return _back()


@pages.post("/<public_id:member>/role")
def change(institution: str, member: str) -> ResponseReturnValue:
    try:
        with writing() as session:
            found = find_member(session, g.institution, member)
            change_role(session, found, request.form.get("role", ""), by=person().actor)
    except CatalogueError as refused:
        return _refused(refused)
    flash("角色改好了。", "good")
    return _back()


@pages.post("/<public_id:member>/remove")
def remove(institution: str, member: str) -> ResponseReturnValue:
    try:
        with writing() as session:
            remove_member(session, find_member(session, g.institution, member), by=person().actor)
    except CatalogueError as refused:
        return _refused(refused)
    flash("已经移除。对方的账号还在，只是不能再管理这个机构。", "good")
    return _back()


@pages.post("/invitations/<public_id:invitation>/revoke")
def revoke(institution: str, invitation: str) -> ResponseReturnValue:
    with writing() as session:
        revoke_invitation(session, find_invitation(session, invitation, g.institution), by=person().actor)
    flash("邀请已经撤回，链接不能再用。", "good")
    return _back()


def _page(form: InviteMember, refused: object = "") -> str:
    return render_template(
        "portal/members.html",
        form=form,
        refused=refused,
        institution=g.institution,
        members=members_of(db.session(), g.institution),
        invitations=waiting_invitations(db.session(), g.institution),
        roles=MEMBER_ROLES,
        me=person().account,
    )


def _refused(reason: CatalogueError) -> ResponseReturnValue:
    """Said above the list; somebody who is no member any more is simply not found."""
    if isinstance(reason, NotFound):
        raise reason
    return _page(InviteMember(formdata=None), reason), 400


def _back() -> Response:
    """To the list, or to one's institutions for an owner who is none any more."""
    standing = membership_of(db.session(), person().account, g.institution)
    if standing is None or standing.role != "owner":
        return redirect(url_for("portal.index"), 303)
    return redirect(url_for(".index", institution=g.institution.public_id), 303)
