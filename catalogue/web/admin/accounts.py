"""Accounts: finding people, and what each may do."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from catalogue.db import db, writing
from catalogue.domain.accounts.accounts import find_account, set_membership
from catalogue.domain.accounts.administration import (
    ACCOUNT_STATES,
    AccountFilter,
    accounts_found,
    change_roles,
    count_accounts,
    reactivate,
    suspend,
)
from catalogue.domain.accounts.sessions import sessions_of
from catalogue.domain.applications import applications_of
from catalogue.domain.institutions import institution_with_id
from catalogue.domain.providers import find_institution
from catalogue.errors import CatalogueError
from catalogue.models import Account
from catalogue.models.account import STAFF_ROLES
from catalogue.models.membership import MEMBER_ROLES
from catalogue.web.admin.lists import list_page
from catalogue.web.forms.admin import NewMembership, Reason, StaffRoles
from catalogue.web.forms.form import Form
from catalogue.web.signed_in import person

pages = Blueprint("admin_accounts", __name__, url_prefix="/admin/accounts")


@pages.get("/")
def index() -> str:
    role, state = request.args.get("role", ""), request.args.get("state", "")
    wanted = AccountFilter(
        text=request.args.get("q", "")[:100],
        role=role if role in STAFF_ROLES else "",
        state=state if state in ACCOUNT_STATES else "",
    )
    asked = list_page(count_accounts(db.session(), wanted))
    return render_template(
        "admin/accounts.html",
        found=accounts_found(db.session(), wanted, limit=asked.limit, offset=asked.offset),
        wanted=wanted,
        total=asked.total,
        pager=asked.pager,
        roles=STAFF_ROLES,
        member_roles=MEMBER_ROLES,
        states=ACCOUNT_STATES,
    )


@pages.get("/<public_id:public_id>")
def show(public_id: str) -> str:
    return _page(find_account(db.session(), public_id))


@pages.post("/<public_id:public_id>/roles")
def roles(public_id: str) -> ResponseReturnValue:
    form = StaffRoles()
    return _change(
        public_id,
        form,
        "roles",
        lambda session, account: change_roles(session, account, form.roles.data or [], by=person().actor),
        "角色已保存，对方下一次打开页面就生效。",
    )


@pages.post("/<public_id:public_id>/memberships")
def join(public_id: str) -> ResponseReturnValue:
    """Let the person speak for an institution, named as the catalogue names it."""
    form = NewMembership()

    def add(session: Session, account: Account) -> None:
        institution = find_institution(session, form.institution.data or "")
        if institution is None:
            raise CatalogueError("目录里没有这个名称的机构，请照机构列表里的名称填写。")
        set_membership(session, account, institution, form.role.data, by=person().actor)

    return _change(public_id, form, "institution", add, "已加入机构。")


@pages.post("/<public_id:public_id>/memberships/<public_id:of>/end")
def part(public_id: str, of: str) -> ResponseReturnValue:
    institution = institution_with_id(db.session(), of)
    return _change(
        public_id,
        Reason(),
        "reason",
        lambda session, account: set_membership(session, account, institution, "", by=person().actor),
        "已退出机构。",
    )


@pages.post("/<public_id:public_id>/suspend")
def stop(public_id: str) -> ResponseReturnValue:
    form = Reason()
    return _change(
        public_id,
        form,
        "reason",
        lambda session, account: suspend(session, account, reason=form.reason.data or "", by=person().actor),
        "账号已停用，所有登录都已结束。",
    )


@pages.post("/<public_id:public_id>/reactivate")
def restore(public_id: str) -> ResponseReturnValue:
    return _change(
        public_id,
        Reason(),
        "reason",
        lambda session, account: reactivate(session, account, by=person().actor),
        "账号已恢复，对方可以重新登录。",
    )


def _change(
    public_id: str, form: Form, field: str, change: Callable[[Session, Account], None], done: str
) -> ResponseReturnValue:
    """Make one change to an account and come back to its page; what is refused is said at the field."""
    account = find_account(db.session(), public_id)
    if not form.validate():
        return _page(account, form), 400
    try:
        with writing() as session:
            change(session, account)
    except CatalogueError as error:
        form.refuse(field, error)
        return _page(account, form), 400
    flash(done, "good")
    return redirect(url_for(".show", public_id=public_id), 303)


def _page(account: Account, sent: Form | None = None) -> str:
    """The page with the form that was sent, and the others as they stand."""
    return render_template(
        "admin/account.html",
        account=account,
        sessions=sessions_of(db.session(), account),
        applications=applications_of(db.session(), account),
        faults=sent.faults if sent else {},
        roles_form=sent if isinstance(sent, StaffRoles) else StaffRoles(None, roles=account.staff_roles),
        membership_form=sent if isinstance(sent, NewMembership) else NewMembership(None),
        reason_form=sent if isinstance(sent, Reason) else Reason(None),
        roles=STAFF_ROLES,
        member_roles=MEMBER_ROLES,
        states=ACCOUNT_STATES,
    )
