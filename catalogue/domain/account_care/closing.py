"""Closing an account: what must be settled first, and what is deleted. What the person decided stays in the events."""

from sqlalchemy import Text, cast, delete, func, select
from sqlalchemy.orm import Session

from catalogue.db import hold, now
from catalogue.domain.accounts.accounts import set_membership
from catalogue.domain.accounts.members import hold_members, is_last_owner
from catalogue.domain.applications.deciding import forget_applicant
from catalogue.domain.ledger.events import move
from catalogue.errors import CatalogueError
from catalogue.models import Account, AccountSession, Institution, Invitation, Membership, OutgoingMail, RecoveryCode

_ADMINISTRATOR = cast(Account.staff_roles, Text).contains('"administrator"')


def hold_administrators(session: Session) -> None:
    """Let nobody else change who is an administrator until the transaction ends, and read all anew."""
    hold(session, select(Account.id).where(_ADMINISTRATOR).order_by(Account.id))


def is_last_administrator(session: Session, account: Account) -> bool:
    """Whether nobody else who may sign in is an administrator."""
    others = select(Account.id).where(_ADMINISTRATOR, Account.state == "active", Account.id != account.id)
    return "administrator" in account.staff_roles and session.scalar(others.limit(1)) is None


def hindrances(session: Session, account: Account) -> list[str]:
    """What the person must do before the account can be closed; empty: it can."""
    found = [
        f"“{member.institution.name}”还有别的成员，而您是唯一的负责人：请先在成员页把另一位成员设为负责人。"
        for member in account.memberships
        if is_last_owner(session, member) and _has_others(session, member.institution, account)
    ]
    if is_last_administrator(session, account):
        found.append("您是唯一的管理员：请先请另一个人做管理员。")
    return found


def close_account(session: Session, account: Account, *, by: str) -> None:
    """Delete the person's data for good; the ledger keeps `person:<id>` and nothing that tells who that was.

    Raises CatalogueError when something must be settled first, IllegalMove for one that is closed.
    """
    hold_administrators(session)
    hold_members(session, [member.institution_id for member in account.memberships])
    if first := hindrances(session, account):
        raise CatalogueError(" ".join(first))
    move(session, account, "closed", by=by)
    for institution in [member.institution for member in account.memberships]:
        set_membership(session, account, institution, "", by=by)
    for table in (AccountSession, RecoveryCode):
        session.execute(delete(table).where(table.account_id == account.id))
    forget_applicant(session, account, by=by)
    _forget_mail(session, account.email or "")
    account.email, account.name, account.password_hash = None, "", ""
    account.staff_roles, account.totp_secret, account.totp_step = [], None, 0
    account.closed_at = now()
    session.flush()


def _forget_mail(session: Session, email: str) -> None:
    session.execute(delete(OutgoingMail).where(OutgoingMail.recipient == email))
    session.execute(delete(Invitation).where(Invitation.email == email))


def _has_others(session: Session, institution: Institution, account: Account) -> bool:
    others = (Membership.institution_id == institution.id, Membership.account_id != account.id)
    return bool(session.scalar(select(func.count()).select_from(Membership).where(*others)))
