"""The first page of one's account: what one may do here, and what can be changed."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.accounts.accounts import rename
from catalogue.domain.accounts.recovery_codes import recovery_codes_left
from catalogue.domain.accounts.sessions import sessions_of
from catalogue.domain.applications.applying import applications_of
from catalogue.errors import CatalogueError
from catalogue.models.account import STAFF_ROLES
from catalogue.models.membership import MEMBER_ROLES
from catalogue.web.forms.account import Name
from catalogue.web.permissions import may_open
from catalogue.web.signed_in import person

pages = Blueprint("account", __name__, url_prefix="/account")

STAFF_AREAS = {
    "review.index": ("审核", "逐条审核新的资源、讲座和来源，处理读者的报错"),
    "admin.index": ("管理", "核对机构的申请，照看账号、来源和发件箱"),
    "ledger.index": ("操作记录", "查谁在什么时候做了什么"),
}
"""What staff do on which first page: endpoints, what they are called, and about them."""


@pages.get("/")
def index() -> str:
    account = person().account
    return render_template(
        "account/index.html",
        account=account,
        roles=[STAFF_ROLES[role] for role in account.staff_roles],
        memberships=[(one.institution, MEMBER_ROLES[one.role]) for one in account.memberships],
        codes_left=recovery_codes_left(db.session(), account),
        applications=applications_of(db.session(), account),
        duties=[(url_for(one), *words) for one, words in STAFF_AREAS.items() if may_open(one)],
        devices=len(sessions_of(db.session(), account)),
    )


@pages.get("/name")
def name() -> str:
    return _name_page(Name(name=person().account.name))


@pages.post("/name")
def save_name() -> ResponseReturnValue:
    form = Name()
    if not form.validate():
        return _name_page(form), 400
    try:
        with writing() as session:
            rename(session, person().account, form.name.data)
    except CatalogueError as refused:
        form.refuse("name", refused)
        return _name_page(form), 400
    flash("姓名改好了。", "good")
    return redirect(url_for(".index"), 303)


def _name_page(form: Name) -> str:
    return render_template("account/name.html", form=form)
