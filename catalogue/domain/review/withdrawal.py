"""Withdrawal (出库) and reinstatement: taking what is public off the site at once, and giving it back."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.institutions.providers import Providers
from catalogue.domain.intake import publishing
from catalogue.domain.intake.compose import compose
from catalogue.domain.intake.held_words import lecture_flags
from catalogue.domain.intake.resource_decision import CLOSED_STATES
from catalogue.domain.ledger.last_moves import moves_to
from catalogue.domain.review.people import NotTheirs, check_not_own
from catalogue.domain.review.resources import check_free_of_charge
from catalogue.domain.screening.flags import flags_as_json
from catalogue.domain.submissions.problem_reports import close_report
from catalogue.domain.tasks.opening import about, ask_again, drop_tasks, open_lecture_task
from catalogue.errors import CatalogueError
from catalogue.models import Lecture, ProblemReport, Resource
from catalogue.models.states import SHOWN_STATES

MOST_WORDS = 1000
MENDED_BY_WITHDRAWAL = "已出库"


@dataclass(frozen=True)
class WithdrawalReason:
    """`label` is what staff choose, `public` what the page that stays says to everybody."""

    label: str
    public: str


WITHDRAWAL_REASONS = {
    "illegal": WithdrawalReason("含违法违规内容", "经核查，它的内容不符合有关规定。"),
    "paid": WithdrawalReason("要收费", "经核查，它不再免费，而本站只列出免费资源。"),
    "marketing": WithdrawalReason("推销商品或收费课程", "经核查，它含有推销内容，不符合公益性要求。"),
    "wrong": WithdrawalReason("内容有错误", "经核查，它的内容有错误。"),
    "outdated": WithdrawalReason("内容过时", "它的内容已经过时。"),
    "rights": WithdrawalReason("版权或肖像权投诉", "收到权利人的投诉，核查后撤下。"),
    "provider": WithdrawalReason("提供机构要求撤下", "提供机构要求撤下。"),
    "unsafe": WithdrawalReason("链接不安全", "它的链接不再安全，请不要从别处继续访问。"),
    "other": WithdrawalReason("其他", "审核后决定不再列出。"),
}
"""By the codes that events note."""


def withdraw_thing(session: Session, thing: Resource | Lecture, code: str, words: str, *, by: str) -> None:
    """Take a public or archived thing off the site; `words` go into the record. Raises CatalogueError."""
    reason = WITHDRAWAL_REASONS.get(code)
    if reason is None:
        raise CatalogueError("请选择出库的原因")
    if len(words) > MOST_WORDS or not words.strip():
        raise CatalogueError(f"请写明具体情况，最多 {MOST_WORDS} 个字；只有工作人员看得到")
    if thing.state not in SHOWN_STATES:
        raise CatalogueError("它现在没有展示，不用出库；待审核的请在审核任务里处理")
    publishing.withdraw(session, thing, reason.public, by=by, note=f"{code}：{words.strip()}")
    if isinstance(thing, Resource):
        Providers(session).lost_a_resource(thing.provider_id)
        _close_reports(session, thing, by=by)
    thing.changed_at = now()
    drop_tasks(session, about(thing), by=by)


def reinstate(session: Session, thing: Resource | Lecture, words: str, *, by: str) -> None:
    """Show again what was withdrawn or refused, on the word of somebody else than who did that.

    Raises CatalogueError.
    """
    if thing.state not in CLOSED_STATES:
        raise CatalogueError("它没有出库，也没有被拒，不用恢复")
    if len(words) > MOST_WORDS or not words.strip():
        raise CatalogueError(f"请写明为什么可以恢复，最多 {MOST_WORDS} 个字")
    check_not_own(session, thing.provider_id if isinstance(thing, Resource) else thing.institution_id, by)
    last = next(moves_to(session, thing, thing.state), None)
    if last is not None and last.actor == by:
        raise NotTheirs("这是您自己撤下的，须由另一位高级审核员来恢复")
    if isinstance(thing, Resource):
        _accept_what_waits(session, thing)
        publishing.publish(session, thing, by=by, note=words.strip())
    else:
        publishing.publish_lecture(session, thing, by=by, note=words.strip())
    thing.changed_at = now()
    _ask_about_what_waits(session, thing)


def _accept_what_waits(session: Session, resource: Resource) -> None:
    """What was refused never had anything accepted: whoever reinstates it accepts what its sources say."""
    if not any(listing.accepted for listing in resource.listings):
        for listing in resource.listings:
            listing.accepted = listing.latest
    compose(resource, Providers(session))
    check_free_of_charge(resource)


def _ask_about_what_waits(session: Session, thing: Resource | Lecture) -> None:
    """The withdrawal dropped the tasks about changes nobody had looked at; they are asked about again."""
    if isinstance(thing, Lecture):
        if thing.held:
            open_lecture_task(session, thing, "changed_lecture", {"flags": flags_as_json(lecture_flags(thing))})
        return
    for listing in thing.listings:
        if listing.accepted and listing.accepted != listing.latest:
            ask_again(session, listing, "changed_listing")


def _close_reports(session: Session, resource: Resource, *, by: str) -> None:
    waiting = select(ProblemReport).where(ProblemReport.resource_id == resource.id, ProblemReport.state == "open")
    for report in session.scalars(waiting).all():
        close_report(session, report, mended=True, by=by, note=MENDED_BY_WITHDRAWAL)
