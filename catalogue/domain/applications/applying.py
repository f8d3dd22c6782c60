"""Applications of institutions: anybody may hand one in, an administrator accepts or refuses it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from unicodedata import normalize

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from catalogue.db import now
from catalogue.domain.accounts.accounts import account_of, create_account
from catalogue.domain.accounts.passwords import check_password, hash_password
from catalogue.domain.applications.proofs import Proof, keep_proof
from catalogue.domain.institutions.credit_codes import normal_credit_code
from catalogue.domain.institutions.naming import clean_institution_name
from catalogue.domain.ledger.events import record_event
from catalogue.domain.text.typed import one_line
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Account, Application
from catalogue.models.vocabulary import vocabulary

PRIVACY_NOTICE = "2026-11-25"
"""The version of the notice agreed to; a change of its words is a new version."""
MOST_DUTY = 60
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{5,22}[0-9]")
STATES = {"open": "等待核对", "accepted": "已通过", "refused": "未通过"}


@dataclass(frozen=True)
class Newcomer:
    """A person without an account."""

    email: str
    name: str
    password: str


@dataclass(frozen=True)
class Wanted:
    """What is said of the institution, and how to reach who says it; as typed."""

    name: str
    kind: str
    region: str
    credit_code: str
    phone: str
    duty: str


def clean_phone(text: str) -> str:
    """Raises CatalogueError for what cannot be dialled."""
    phone = one_line(normalize("NFKC", text[:100]))
    if not _PHONE.fullmatch(phone):
        raise CatalogueError("请填写能打通的电话号码，例如 0791-88886666 或 13800138000。")
    return phone


def clean_duty(text: str) -> str:
    """Raises CatalogueError."""
    duty = one_line(text)
    if not duty or len(duty) > MOST_DUTY:
        raise CatalogueError(f"请填写您在机构里的职务，最多 {MOST_DUTY} 个字。")
    return duty


def apply_as_newcomer(
    session: Session, newcomer: Newcomer, wanted: Wanted, proof: Proof, *, folder: Path
) -> Application | None:
    """Make an account and its application; None when the address has an account, of which its owner must be told.

    Both take the same time: nobody learns from it who has an account. Raises CatalogueError.
    """
    if account_of(session, newcomer.email) is not None:
        check_password(newcomer.password, email=newcomer.email, name=newcomer.name)
        hash_password(newcomer.password)
        return None
    account = create_account(session, email=newcomer.email, name=newcomer.name, password=newcomer.password, by="")
    return apply_as(session, account, wanted, proof, folder=folder)


def apply_as(session: Session, account: Account, wanted: Wanted, proof: Proof, *, folder: Path) -> Application:
    """Keep the application of a person who has an account. Raises CatalogueError, as when another one waits."""
    if any(earlier.state == "open" for earlier in applications_of(session, account)):
        raise CatalogueError("您已有一份申请在等待核对，有了结果才能再申请；要补充材料请联系管理员。")
    application = Application(
        state="open",
        account=account,
        name=clean_institution_name(wanted.name),
        kind=_code(wanted.kind, "institution_kinds"),
        region=_code(wanted.region, "regions"),
        credit_code=normal_credit_code(wanted.credit_code),
        phone=clean_phone(wanted.phone),
        duty=clean_duty(wanted.duty),
        consent=PRIVACY_NOTICE,
        proof_type=proof.type,
        proof_size=len(proof.data),
    )
    session.add(application)
    session.flush()
    keep_proof(folder, application, proof)
    record_event(
        session, "application.open", application, by=account.actor, before="", after="open", note=application.name
    )
    return application


def _code(code: str, name: str) -> str:
    if code not in vocabulary(name):
        raise CatalogueError("请从列表里选择机构的类型和地区。")
    return code


def confirm_email(session: Session, application: Application) -> None:
    """Whoever follows the link in the mail reads that mailbox; the first time counts."""
    if application.email_confirmed_at is None:
        application.email_confirmed_at = now()
        by = application.account.actor
        record_event(session, "application.email_confirmed", application, by=by, before="", after="confirmed", note="")


def find_application(session: Session, public_id: str) -> Application:
    """Raises NotFound."""
    application = session.scalar(select(Application).where(Application.public_id == public_id))
    if application is None:
        raise NotFound(f"没有编号为 {public_id} 的机构申请")
    return application


def own_application(session: Session, account: Account, public_id: str) -> Application:
    """One of the person's own. Raises NotFound."""
    application = find_application(session, public_id)
    if application.account_id != account.id:
        raise NotFound(f"没有编号为 {public_id} 的机构申请")
    return application


def applications_of(session: Session, account: Account) -> list[Application]:
    """A person's own, the newest first."""
    own = select(Application).where(Application.account_id == account.id).options(joinedload(Application.institution))
    return list(session.scalars(own.order_by(Application.id.desc())))


def applications_in(session: Session, state: str, *, limit: int, offset: int = 0) -> list[Application]:
    """Those in a state with their accounts: what waits oldest first, what was decided newest first."""
    query = select(Application).where(Application.state == state).options(joinedload(Application.account))
    order = Application.id if state == "open" else Application.id.desc()
    return list(session.scalars(query.order_by(order).limit(limit).offset(offset)))


def count_applications(session: Session) -> dict[str, int]:
    """How many there are by state."""
    counted = select(Application.state, func.count()).group_by(Application.state)
    counts: dict[str, int] = dict(session.execute(counted).all())
    return counts


def days_waiting(application: Application) -> int:
    """Whole days since an administrator could have decided: since the address was confirmed; 0 when none waits."""
    since = application.email_confirmed_at if application.state == "open" else None
    return (now() - since).days if since else 0


def count_waiting_long(session: Session, days: int) -> int:
    """How many confirmed ones have waited so many days or more."""
    long = Application.email_confirmed_at <= now() - timedelta(days=days)
    waiting = select(func.count()).select_from(Application).where(Application.state == "open", long)
    return session.scalar(waiting) or 0


def others_with_code(session: Session, application: Application) -> Sequence[Application]:
    """Other applications that name the same credit code."""
    same = Application.credit_code == application.credit_code, Application.id != application.id
    return session.scalars(select(Application).where(*same).order_by(Application.id.desc()).limit(10)).all()
