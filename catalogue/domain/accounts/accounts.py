"""Accounts: making them, finding them, and the roles they are given."""

import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.accounts.passwords import check_password, hash_password
from catalogue.domain.ledger.events import record_event
from catalogue.domain.text.typed import one_line
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Account, Institution, Membership
from catalogue.models.account import STAFF_ROLES
from catalogue.models.membership import MEMBER_ROLES

MOST_EMAIL = 254
MOST_NAME = 60
_EMAIL = re.compile(r"[^@\s<>\"'(),:;\[\]\\]{1,64}@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z][a-z0-9-]*[a-z0-9]")


def normal_email(email: str) -> str:
    """An e-mail address as accounts are found by. Raises CatalogueError for what is none."""
    text = unicodedata.normalize("NFKC", email).strip().lower()
    if len(text) > MOST_EMAIL or not text.isprintable() or not _EMAIL.fullmatch(text):
        raise CatalogueError("这不像一个邮箱地址，请检查后再填，例如 name@example.cn。")
    return text


def clean_name(name: str) -> str:
    """A person's name on one line. Raises CatalogueError when there is none or it is too long."""
    text = one_line(name)
    if not text or len(text) > MOST_NAME:
        raise CatalogueError(f"请填写姓名，最多 {MOST_NAME} 个字。")
    return text


def create_account(session: Session, *, email: str, name: str, password: str, by: str) -> Account:
    """Make an account; `by` empty means by the person. Raises CatalogueError (an address in use, a weak password)."""
    email, name = normal_email(email), clean_name(name)
    check_password(password, email=email, name=name)
    if account_of(session, email) is not None:
        raise CatalogueError("这个邮箱已经有账号了，请直接登录，或用“忘记密码”重设。")
    account = Account(state="active", email=email, name=name, password_hash=hash_password(password), staff_roles=[])
    session.add(account)
    session.flush()
    record_event(session, "account.created", account, by=by or account.actor, before="", after="active", note="")
    return account


def account_of(session: Session, email: str) -> Account | None:
    """The account with this address, in whatever state it is."""
    if not email.strip().isprintable():
        return None  # some databases refuse to look for such characters
    return session.scalar(select(Account).where(Account.email == email.strip().lower()))


def find_account(session: Session, public_id: str) -> Account:
    """Raises NotFound."""
    account = session.scalar(select(Account).where(Account.public_id == public_id))
    if account is None:
        raise NotFound(f"没有编号为 {public_id} 的账号")
    return account


def rename(session: Session, account: Account, name: str) -> None:
    """By the person; the names themselves stay out of the events. Raises CatalogueError."""
    account.name = clean_name(name)
    record_event(session, "account.renamed", account, by=account.actor, before="", after="", note="")


def set_staff_roles(session: Session, account: Account, roles: Iterable[str], *, by: str) -> None:
    """Give a person exactly these roles. Raises CatalogueError for a role there is not."""
    wanted = sorted(set(roles))
    if unknown := [role for role in wanted if role not in STAFF_ROLES]:
        raise CatalogueError(f"没有这样的角色：{'、'.join(unknown)}；可用的有 {'、'.join(STAFF_ROLES)}")
    before, account.staff_roles = account.staff_roles, wanted
    record_event(session, "account.roles", account, by=by, before=" ".join(before), after=" ".join(wanted), note="")


def set_membership(session: Session, account: Account, institution: Institution, role: str, *, by: str) -> None:
    """Let a person speak for an institution in a role of MEMBER_ROLES; an empty role ends it."""
    if role and role not in MEMBER_ROLES:
        raise CatalogueError(f"没有这样的角色：{role}；可用的有 {'、'.join(MEMBER_ROLES)}")
    standing = membership_of(session, account, institution)
    before = standing.role if standing else ""
    if standing is not None and role:
        standing.role = role
    elif standing is not None:
        account.memberships.remove(standing)
    elif role:
        account.memberships.append(Membership(institution=institution, role=role))
    after = f"{role} {institution.public_id}".strip()
    record_event(session, "account.membership", account, by=by, before=before, after=after, note=institution.name)
    session.flush()


def membership_of(session: Session, account: Account, institution: Institution) -> Membership | None:
    of_both = (Membership.account_id == account.id, Membership.institution_id == institution.id)
    return session.scalar(select(Membership).where(*of_both))
