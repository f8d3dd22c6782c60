"""Invitations: roles given to whoever reads a mailbox, by a link that lasts a week, works once and can be revoked."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.accounts.accounts import (
    account_of,
    clean_name,
    create_account,
    membership_of,
    normal_email,
    set_membership,
    set_staff_roles,
)
from catalogue.domain.accounts.links import BadLink, read_token, signed_token
from catalogue.domain.accounts.notices import mail_invitation
from catalogue.domain.ledger.events import move, record_event
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Account, Institution, Invitation
from catalogue.models.account import STAFF_ROLES
from catalogue.models.membership import MEMBER_ROLES

LASTS = timedelta(days=7)
KEPT = timedelta(days=30)
"""After its time, so that whoever comes late is told that it has expired."""
MOST_A_DAY = 50
"""From one institution, or from all administrators: nobody's invitations may become a flood of mail."""
PURPOSE = "invitation"
PATH = "/account/invitation/"


def invite(
    session: Session,
    *,
    email: str,
    name: str = "",
    staff_roles: Iterable[str] = (),
    institution: Institution | None = None,
    member: str = "editor",
    by: str,
) -> Invitation:
    """Mail an invitation; one that still waits for the same person in the same place is revoked.

    Raises CatalogueError: no address, no such role, nothing to invite to, too many a day, a member already.
    """
    wanted = sorted(set(staff_roles))
    _check_roles(wanted, institution, member)
    invitation = Invitation(
        state="waiting",
        email=normal_email(email),
        name=clean_name(name) if name.strip() else "",
        staff_roles=wanted,
        institution=institution,
        role=member if institution else "",
        by=by,
        expires_at=now() + LASTS,
    )
    _check_sense(session, invitation)
    session.add(invitation)
    session.flush()
    after = " ".join([*wanted, *([f"{member} {institution.public_id}"] if institution else [])])
    record_event(session, "invitation.waiting", invitation, by=by, before="", after=after, note="")
    mail_invitation(
        session, invitation.email, path=path_of(invitation), roles=roles_in_words(invitation), days=LASTS.days
    )
    return invitation


def path_of(invitation: Invitation) -> str:
    """The path of the page on which the invitation is accepted: for the mail, and for operators to hand over."""
    return PATH + signed_token(PURPOSE, [invitation.public_id])


def roles_in_words(invitation: Invitation) -> str:
    words = [STAFF_ROLES[role] for role in invitation.staff_roles]
    if invitation.institution is not None:
        words.append(f"“{invitation.institution.name}”的{MEMBER_ROLES[invitation.role]}")
    return "、".join(words)


def invitation_of(session: Session, token: str) -> Invitation:
    """The waiting invitation of a link. Raises BadLink."""
    [public_id] = read_token(PURPOSE, token, LASTS + KEPT)[:1] or [""]
    invitation = session.scalar(select(Invitation).where(Invitation.public_id == public_id))
    if invitation is None or invitation.expires_at < now():
        raise BadLink("这个邀请已经过期，请让邀请您的人再发一次。")
    if invitation.state != "waiting":
        words = {"accepted": "这个邀请已经接受过了，请直接登录。", "revoked": "这个邀请已经被撤回。"}
        raise BadLink(words[invitation.state])
    if not _may_invite(session, invitation):
        raise BadLink("邀请您的人已经离开，这个邀请不再有效，请让机构负责人或管理员再发一次。")
    return invitation


def accept_invitation(session: Session, invitation: Invitation, account: Account) -> None:
    """Give the invited person the roles. Raises CatalogueError for somebody else's account, IllegalMove if used."""
    if account.email != invitation.email:
        raise CatalogueError("这个邀请是发给另一个邮箱的。请先退出，再用收到邀请的邮箱登录。")
    move(session, invitation, "accepted", by=account.actor)
    if more := set(invitation.staff_roles) - set(account.staff_roles):
        set_staff_roles(session, account, more | set(account.staff_roles), by=invitation.by)
    if invitation.institution is not None and membership_of(session, account, invitation.institution) is None:
        set_membership(session, account, invitation.institution, invitation.role, by=invitation.by)
    invitation.email, invitation.name = "", ""


def join_by_invitation(session: Session, invitation: Invitation, *, name: str, password: str) -> Account:
    """Make the account of an invited person and accept. Raises CatalogueError (name, WeakPassword, an account)."""
    account = create_account(session, email=invitation.email, name=name, password=password, by="")
    accept_invitation(session, invitation, account)
    return account


def revoke_invitation(session: Session, invitation: Invitation, *, by: str) -> None:
    """Raises IllegalMove for one that was accepted or revoked."""
    move(session, invitation, "revoked", by=by)
    invitation.email, invitation.name = "", ""


def waiting_invitations(session: Session, institution: Institution | None) -> list[Invitation]:
    """Of one institution, or (None) those that give staff roles alone; the newest first."""
    here = Invitation.institution_id == (institution.id if institution else None)
    waiting = select(Invitation).where(here, Invitation.state == "waiting", Invitation.expires_at > now())
    return list(session.scalars(waiting.order_by(Invitation.id.desc())))


def find_invitation(session: Session, public_id: str, institution: Institution | None) -> Invitation:
    """One of those in the list of the same institution. Raises NotFound."""
    found = [one for one in waiting_invitations(session, institution) if one.public_id == public_id]
    if not found:
        raise NotFound("没有这个邀请，可能已经接受、撤回或过期")
    return found[0]


def drop_old_invitations(session: Session) -> None:
    """A month after their time nobody needs them; the events stay."""
    session.execute(delete(Invitation).where(Invitation.expires_at < now() - KEPT))


def _may_invite(session: Session, invitation: Invitation) -> bool:
    """Whether who invited could do so still: nobody leaves a way back in behind."""
    kind, _, public_id = invitation.by.partition(":")
    if kind != "person":
        return True
    inviter = session.scalar(select(Account).where(Account.public_id == public_id, Account.state == "active"))
    if inviter is None:
        return False
    if "administrator" in inviter.staff_roles:
        return True
    membership = membership_of(session, inviter, invitation.institution) if invitation.institution else None
    return not invitation.staff_roles and membership is not None and membership.role == "owner"


def _check_roles(staff_roles: list[str], institution: Institution | None, member: str) -> None:
    if unknown := [role for role in staff_roles if role not in STAFF_ROLES]:
        raise CatalogueError(f"没有这样的角色：{'、'.join(unknown)}；可用的有 {'、'.join(STAFF_ROLES)}")
    if institution is not None and member not in MEMBER_ROLES:
        raise CatalogueError(f"没有这样的角色：{member}；可用的有 {'、'.join(MEMBER_ROLES)}")
    if institution is None and not staff_roles:
        raise CatalogueError("请选择邀请对方做什么。")


def _check_sense(session: Session, invitation: Invitation) -> None:
    institution = invitation.institution
    _refuse_too_many(session, institution)
    account = account_of(session, invitation.email)
    if account and institution and membership_of(session, account, institution):
        raise CatalogueError("对方已经是这个机构的成员了。")
    for earlier in waiting_invitations(session, institution):
        if earlier.email == invitation.email:
            revoke_invitation(session, earlier, by=invitation.by)


def _refuse_too_many(session: Session, institution: Institution | None) -> None:
    here = Invitation.institution_id == (institution.id if institution else None)
    today = select(func.count()).select_from(Invitation).where(here, Invitation.created_at > now() - timedelta(days=1))
    if (session.scalar(today) or 0) >= MOST_A_DAY:
        raise CatalogueError(f"一天最多发 {MOST_A_DAY} 个邀请，请明天再发。")
