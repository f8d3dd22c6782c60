"""The members of an institution: who they are, and what an owner may change; one owner always stays."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from catalogue.db import hold
from catalogue.domain.accounts.accounts import set_membership
from catalogue.domain.accounts.notices import tell_owner
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Account, Institution, Membership
from catalogue.models.membership import MEMBER_ROLES


def members_of(session: Session, institution: Institution) -> list[Membership]:
    """Owners first, each group in the order in which they came."""
    of_institution = select(Membership).where(Membership.institution_id == institution.id)
    members = session.scalars(of_institution.options(joinedload(Membership.account)).order_by(Membership.id)).all()
    return sorted(members, key=lambda one: one.role != "owner")


def find_member(session: Session, institution: Institution, public_id: str) -> Membership:
    """By the public id of the account. Raises NotFound."""
    here = (Membership.institution_id == institution.id, Account.public_id == public_id)
    member = session.scalar(select(Membership).join(Membership.account).where(*here))
    if member is None:
        raise NotFound("这个机构没有这个成员，可能已经移除")
    return member


def change_role(session: Session, member: Membership, role: str, *, by: str) -> None:
    """Raises CatalogueError for the last owner, and for a role there is not."""
    if role not in MEMBER_ROLES:
        raise CatalogueError("请选择一个角色。")
    if role != "owner":
        _keep_an_owner(session, member)
    set_membership(session, member.account, member.institution, role, by=by)
    tell_owner(session, member.account.email, f"您在“{member.institution.name}”的角色改为{MEMBER_ROLES[role]}。")


def remove_member(session: Session, member: Membership, *, by: str) -> None:
    """End a membership; the account stays. Raises CatalogueError for the last owner."""
    _keep_an_owner(session, member)
    tell_owner(session, member.account.email, f"您不再是“{member.institution.name}”的成员。")
    set_membership(session, member.account, member.institution, "", by=by)


def hold_members(session: Session, institution_ids: Collection[int]) -> None:
    """Let nobody else change the members of these institutions until the transaction ends, and read all anew.

    Two owners who remove each other at the same moment wait here in turn; so each sees what the other did.
    """
    rows = select(Institution.id).where(Institution.id.in_(institution_ids)).order_by(Institution.id)
    hold(session, rows)


def is_last_owner(session: Session, member: Membership) -> bool:
    """Whether nobody else who may sign in owns the institution."""
    others = (
        select(Membership.id)
        .join(Membership.account)
        .where(
            Membership.institution_id == member.institution_id,
            Membership.role == "owner",
            Membership.id != member.id,
            Account.state == "active",
        )
    )
    return member.role == "owner" and session.scalar(others.limit(1)) is None


def _keep_an_owner(session: Session, member: Membership) -> None:
    hold_members(session, [member.institution_id])
    if is_last_owner(session, member):
        raise CatalogueError("机构至少要有一位负责人。请先把另一位成员设为负责人。")
