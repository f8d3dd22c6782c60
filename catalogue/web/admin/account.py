"""One account: who it is, what the person may do, and changing that."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from catalogue.db import db, writing
from catalogue.domain.account_care.administration import ACCOUNT_STATES, change_roles, reactivate, suspend
from catalogue.domain.accounts.accounts import find_account, membership_of, set_membership
from catalogue.domain.accounts.members import change_role, find_member, remove_member
from catalogue.domain.accounts.second_factor import reset_second_factor
from catalogue.domain.accounts.sessions import sessions_of
from catalogue.domain.applications.applying import applications_of
from catalogue.domain.institutions.naming import institution_called, institution_with_id
from catalogue.errors import CatalogueError
from catalogue.models import Account
from catalogue.models.membership import MEMBER_ROLES
from catalogue.web.forms.admin import NewMembership, Reason, StaffRoles
from catalogue.web.forms.form import Form
from catalogue.web.signed_in import person

pages = Blueprint("admin_account", __name__, url_prefix="/admin/accounts/<public_id:public_id>")

Change = Callable[[Session, Account], None]


@pages.get("")
def show(public_id: str) -> str:
    return _page(find_account(db.session(), public_id))


@pages.post("/roles")
def roles(public_id: str) -> ResponseReturnValue:
    form = StaffRoles()
    if not form.validate():
        return _page(find_account(db.session(), public_id), form), 400
    return _do(
        public_id,
        lambda session, account: change_roles(session, account, form.roles.data or [], by=person().actor),
        "角色已保存，对方下一次打开页面就生效。",
        at=(form, "roles"),
    )


@pages.post("/memberships")
def join(public_id: str) -> ResponseReturnValue:
    """Let the person speak for an institution, named as the catalogue names it."""
    form = NewMembership()
    if not form.validate():
        return _page(find_account(db.session(), public_id), form), 400

    def add(session: Session, account: Account) -> None:
        institution = institution_called(session, form.institution.data or "")
        if standing := membership_of(session, account, institution):
            change_role(session, standing, form.role.data, by=person().actor)
        else:
            set_membership(session, account, institution, form.role.data, by=person().actor)

    return _do(public_id, add, "已保存在机构里的身份。", at=(form, "institution"))


@pages.post("/memberships/<public_id:of>/end")
def part(public_id: str, of: str) -> ResponseReturnValue:
    institution = institution_with_id(db.session(), of)
    member = find_member(db.session(), institution, public_id)
    return _do(
        public_id,
        lambda session, _: remove_member(session, member, by=person().actor),
        f"已退出“{institution.name}”，已写信告知。",
        at=(NewMembership(None), "institution"),
    )


@pages.post("/second-factor/reset")
def reset(public_id: str) -> ResponseReturnValue:
    """For somebody who lost the telephone and the recovery codes."""
    return _do(
        public_id,
        lambda session, account: reset_second_factor(session, account, by=person().actor),
        "两步验证已重置，已写信告知；对方下次登录后要重新设置。",
        at=(Reason(None), "reason"),
    )


@pages.post("/suspend")
def stop(public_id: str) -> ResponseReturnValue:
    form = Reason()
    if not form.validate():
        return _page(find_account(db.session(), public_id), form), 400
    return _do(
        public_id,
        lambda session, account: suspend(session, account, reason=form.reason.data, by=person().actor),
        "账号已停用，所有登录都已结束。",
        at=(form, "reason"),
    )


@pages.post("/reactivate")
def restore(public_id: str) -> ResponseReturnValue:
    return _do(
        public_id,
        lambda session, account: reactivate(session, account, by=person().actor),
        "账号已恢复，对方可以重新登录。",
        at=(Reason(None), "reason"),
    )


def _do(public_id: str, change: Change, done: str, *, at: tuple[Form, str]) -> ResponseReturnValue:
    """Make one change and come back to the page; what is refused is said at a field of a form."""
    account = find_account(db.session(), public_id)
    try:
        with writing() as session:
            change(session, account)
    except CatalogueError as error:
        form, field = at
        form.refuse(field, error)
        return _page(account, form), 400
    flash(done, "good")
    return redirect(url_for(".show", public_id=public_id), 303)


def _page(account: Account, sent: Form | None = None) -> str:
    """The page with the form that was refused, and the others as they stand."""
    return render_template(
        "admin/account.html",
        account=account,
        sessions=sessions_of(db.session(), account),
        applications=applications_of(db.session(), account),
        faults=sent.faults if sent else {},
        roles_form=sent if isinstance(sent, StaffRoles) else StaffRoles(None, roles=account.staff_roles),
        membership_form=sent if isinstance(sent, NewMembership) else NewMembership(None),
        reason_form=sent if isinstance(sent, Reason) else Reason(None),
        member_roles=MEMBER_ROLES,
        states=ACCOUNT_STATES,
    )
