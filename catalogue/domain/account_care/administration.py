"""What administrators do to accounts: finding them, giving roles, suspending and letting back in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.domain.account_care.closing import hold_administrators, is_last_administrator
from catalogue.domain.accounts.accounts import set_staff_roles
from catalogue.domain.accounts.sessions import end_sessions
from catalogue.domain.ledger.events import move
from catalogue.domain.text.typed import one_line
from catalogue.errors import CatalogueError
from catalogue.models import Account, Institution, Membership

ADMINISTRATOR = "administrator"
ACCOUNT_STATES = {"active": "正常", "suspended": "已停用", "closed": "已注销"}
MOST_REASON = 200


@dataclass(frozen=True)
class AccountFilter:
    """`text` stands in the address, the name or the name of an institution; `role` is a staff role. Empty: any."""

    text: str = ""
    role: str = ""
    state: str = ""


def accounts_found(session: Session, wanted: AccountFilter, *, limit: int, offset: int = 0) -> list[Account]:
    """A page of accounts with their institutions, the newest first."""
    query = _filtered(select(Account), wanted).order_by(Account.id.desc()).limit(limit).offset(offset)
    memberships = selectinload(Account.memberships).options(joinedload(Membership.institution))
    return list(session.scalars(query.options(memberships)))


def count_accounts(session: Session, wanted: AccountFilter) -> int:
    return session.scalar(_filtered(select(func.count()).select_from(Account), wanted)) or 0


def _filtered(query: Select[Any], wanted: AccountFilter) -> Select[Any]:
    if text := one_line(wanted.text):
        named = Membership.institution.has(Institution.name.contains(text, autoescape=True))
        query = query.where(
            or_(
                Account.email.contains(text.lower(), autoescape=True),
                Account.name.contains(text, autoescape=True),
                Account.memberships.any(named),
            )
        )
    if wanted.role:
        query = query.where(_has_role(wanted.role))
    return query.where(Account.state == wanted.state) if wanted.state else query


def _has_role(role: str) -> ColumnElement[bool]:
    """The roles are a JSON list of codes, which both databases keep as text."""
    return cast(Account.staff_roles, Text).contains(f'"{role}"', autoescape=True)


def change_roles(session: Session, account: Account, roles: Iterable[str], *, by: str) -> None:
    """Give a person exactly these staff roles. Raises CatalogueError, as when no administrator would be left."""
    wanted = set(roles)
    if ADMINISTRATOR not in wanted:
        _keep_an_administrator(session, account)
    set_staff_roles(session, account, wanted, by=by)


def suspend(session: Session, account: Account, *, reason: str, by: str) -> None:
    """Let a person in no more, and end their sessions. Raises CatalogueError, IllegalMove."""
    reason = one_line(reason)
    if not reason or len(reason) > MOST_REASON:
        raise CatalogueError(f"请写明停用的原因，最多 {MOST_REASON} 个字；它记在操作记录里。")
    _keep_an_administrator(session, account)
    move(session, account, "suspended", by=by, note=reason)
    end_sessions(session, account, by=by)


def reactivate(session: Session, account: Account, *, by: str) -> None:
    """Let a suspended person in again; they sign in anew. Raises IllegalMove."""
    move(session, account, "active", by=by)


def _keep_an_administrator(session: Session, account: Account) -> None:
    hold_administrators(session)
    if is_last_administrator(session, account):
        raise CatalogueError("这是最后一位管理员。请先让另一个人成为管理员，再改这个账号。")
