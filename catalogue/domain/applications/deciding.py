"""Deciding about applications: an institution is verified and gets its owner, or the applicant is told why not."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.accounts.accounts import set_membership
from catalogue.domain.applications.applying import STATES, applications_of
from catalogue.domain.applications.letters import post_accepted, post_refused
from catalogue.domain.institutions.providers import add_alias, find_institution, find_or_make_institution
from catalogue.domain.ledger.events import move, record_event
from catalogue.domain.text.typed import lines
from catalogue.errors import CatalogueError
from catalogue.models import Account, Application, Institution

MOST_REASON = 500


def accept(session: Session, application: Application, institution: Institution | None, *, by: str) -> Institution:
    """Verify the institution, a new one when None is given, and make the applicant its owner. Raises CatalogueError."""
    must_wait(application)
    if application.account.state != "active":
        raise CatalogueError("申请人的账号已停用或注销，不能通过这份申请；请先恢复账号，或拒绝申请。")
    institution = institution or _make(session, application)
    _verify(session, institution, application, by=by)
    set_membership(session, application.account, institution, "owner", by=by)
    application.institution = institution
    _decide(session, application, "accepted", by=by, note=institution.name)
    post_accepted(session, application)
    return institution


def refuse(session: Session, application: Application, *, reason: str, by: str) -> None:
    """Raises CatalogueError without a reason, which the applicant is told."""
    must_wait(application)
    reason = lines(reason)
    if not reason or len(reason) > MOST_REASON:
        raise CatalogueError(f"请写明不通过的原因和怎样补正，最多 {MOST_REASON} 个字；申请人会收到。")
    application.reason = reason
    _decide(session, application, "refused", by=by, note=reason)
    post_refused(session, application)


def must_wait(application: Application) -> None:
    """Raises CatalogueError for one that was decided."""
    if application.state != "open":
        raise CatalogueError(f"这份申请已经处理过了（{STATES[application.state]}），无需再处理。")


def forget_applicant(session: Session, account: Account, *, by: str) -> None:
    """For an account that is closed: what waits is withdrawn, and how to reach the person erased.

    What was decided about the institution stays.
    """
    for application in applications_of(session, account):
        application.phone = application.duty = ""
        if application.state == "open":
            application.reason = "申请人注销了账号"
            _decide(session, application, "refused", by=by, note="account closed")


def _decide(session: Session, application: Application, state: str, *, by: str, note: str) -> None:
    application.decided_at, application.decided_by = now(), by
    move(session, application, state, by=by, note=note)


def _make(session: Session, application: Application) -> Institution:
    if known := find_institution(session, application.name):
        raise CatalogueError(f"目录里已有“{known.name}”，请选择加入它，不要另建一个。")
    return find_or_make_institution(session, application.name)


def _verify(session: Session, institution: Institution, application: Application, *, by: str) -> None:
    _check_code(session, institution, application.credit_code)
    before = _facts(institution)
    institution.verified = True
    institution.kind, institution.region = application.kind, application.region
    institution.credit_code = application.credit_code
    add_alias(session, institution, application.name)
    note = f"申请 {application.public_id}"
    record_event(
        session, "institution.verified", institution, by=by, before=before, after=_facts(institution), note=note
    )


def _check_code(session: Session, institution: Institution, code: str) -> None:
    if institution.credit_code not in (None, code):
        raise CatalogueError(
            f"“{institution.name}”登记的统一社会信用代码是 {institution.credit_code}，与申请的不同，请先查明。"
        )
    other = session.scalar(select(Institution).where(Institution.credit_code == code, Institution.id != institution.id))
    if other is not None:
        raise CatalogueError(f"统一社会信用代码 {code} 已经登记给“{other.name}”，请选择加入它，或先查明。")


def _facts(institution: Institution) -> str:
    names = ("verified", "kind", "region", "credit_code")
    return json.dumps({name: getattr(institution, name) for name in names}, ensure_ascii=False)
