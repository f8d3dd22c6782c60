"""Accounts: finding people."""

from flask import Blueprint, render_template, request

from catalogue.db import db
from catalogue.domain.account_care.administration import ACCOUNT_STATES, AccountFilter, accounts_found, count_accounts
from catalogue.models.account import STAFF_ROLES
from catalogue.models.membership import MEMBER_ROLES
from catalogue.web.admin.lists import list_page

pages = Blueprint("admin_accounts", __name__, url_prefix="/admin/accounts")

MOST_QUERY = 100


@pages.get("/")
def index() -> str:
    role, state = request.args.get("role", ""), request.args.get("state", "")
    wanted = AccountFilter(
        text=request.args.get("q", "")[:MOST_QUERY],
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
