"""Judge, the second step: a run that would lose or spoil too much of what is known waits for a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from catalogue.db import db, now, writing
from catalogue.domain.ledger.events import SYSTEM, move
from catalogue.domain.runs.deciding import supersede
from catalogue.domain.runs.known import count_absent, count_known, keys_of, listing_is_active
from catalogue.domain.runs.lease import drop_lease
from catalogue.domain.runs.tally import Tally, tally
from catalogue.domain.runs.work import Breaker, Work
from catalogue.models import Event, Listing, Resource, Run

FEW = 5
"""So many items may fail in any run: a few bad ones among few are no redesigned source."""

ALIKE_SHARE = 0.5
"""When more than this share of the records suddenly have one title or address, a page was read wrongly."""


@dataclass(frozen=True)
class Verdict:
    """`missing` is how many known things the run did not see; `reason` is empty when it may be applied."""

    missing: int
    reason: str = ""


def judge(work: Work) -> None:
    """Bring a judging run to applying, or to quarantined with its reason. Raises Stopped after an abort."""
    counted = tally(work)
    verdict = weigh(db.session(), work.run(), counted, work.breaker)
    with writing() as session:
        run = work.standing("judging")
        run.missing, run.unread, run.message = verdict.missing, counted.unread, verdict.reason
        if verdict.reason:
            drop_lease(run)
        move(session, run, "quarantined" if verdict.reason else "applying", by=SYSTEM, note=verdict.reason)
        supersede(session, run)


def weigh(session: Session, run: Run, counted: Tally, breaker: Breaker) -> Verdict:
    """Compare what a run holds with what is known of its source; the first thing amiss is the reason.

    What an imported file cannot say properly its owner is told at once, so only its losses are weighed.
    """
    missing = count_absent(session, run, keys_of(run)) if run.full else 0
    reason = _losses(session, run, breaker)
    if run.source.url:
        reason = reason or _out_of_range(run)
        reason = reason or _unreadable(session, run, counted, breaker.share)
        reason = reason or _alike(session, run, counted)
    return Verdict(missing, reason)


def _losses(session: Session, run: Run, breaker: Breaker) -> str:
    """A whole list loses what it lacks, changes and windows only what they call deleted.

    What it lost within the grace period counts again until a person has accepted it: else a list that crumbles a
    little every day would be gone before anybody is asked.
    """
    after = _weighed_after(session, run, breaker.grace_days)
    known, lost = count_known(session, run, after), 0
    if run.full:
        lost = count_absent(session, run, keys_of(run, deleted=False), after)
    elif run.source.url:
        lost = known - count_absent(session, run, keys_of(run, deleted=True), after)
    if known and lost == known and run.found == 0:
        return f"这次什么也没有读到，而已有 {known} 条记录；确认来源无误后再接受"
    if lost > known * breaker.share:
        return f"已有的 {known} 条记录中有 {lost} 条不见了，超过 {breaker.share:.0%}；请核对后接受或拒绝"
    return ""


def _weighed_after(session: Session, run: Run, grace_days: float) -> datetime:
    """When the grace of what is missing began, or the last run that a person accepted ended, if that is later."""
    accepted = select(Event.subject_id).where(Event.subject_type == "run", Event.what == "run.accepted")
    ended = select(func.max(Run.finished_at)).where(Run.source_id == run.source_id, Run.state == "done")
    last = session.scalar(ended.where(Run.public_id.in_(accepted)))
    grace = now() - timedelta(days=grace_days)
    return max(grace, last) if last else grace


def _out_of_range(run: Run) -> str:
    """What changed since some moment may be any number of items."""
    least, most = run.source.expected_least, run.source.expected_most
    if run.since is None and least is not None and run.found < least:
        return f"只读到 {run.found} 条，少于预期的至少 {least} 条；请检查来源是否改版"
    if run.since is None and most is not None and run.found > most:
        return f"读到 {run.found} 条，多于预期的至多 {most} 条；请检查来源是否重复翻页或混入别的内容"
    return ""


def _unreadable(session: Session, run: Run, counted: Tally, breaker_share: float) -> str:
    """Measured against the last run that ended well, for some sources hold much that is not ours."""
    last = select(Run.unread, Run.found).where(Run.source_id == run.source_id, Run.state == "done", Run.found > 0)
    before = session.execute(last.order_by(Run.id.desc()).limit(1)).first()
    if before is None or counted.unread < FEW:
        return ""
    usual = before.unread / before.found
    if counted.unread / counted.read <= usual + breaker_share:
        return ""
    [(problem, _)] = counted.problems.most_common(1)
    return (
        f"读到的 {counted.read} 条中有 {counted.unread} 条不能用（上次是 {usual:.0%}），"
        f"最常见的原因：{problem}；请检查来源是否改版"
    )


def _alike(session: Session, run: Run, counted: Tally) -> str:
    """Nothing is said of a source whose records were alike before."""
    for name, counts, column in (
        ("标题", counted.titles, Resource.title_key),
        ("网址", counted.addresses, Listing.address),
    ):
        records = counts.total()
        [(_, most)] = counts.most_common(1) or [("", 0)]
        if most > max(FEW, records * ALIKE_SHARE) and not _were_alike(session, run, column):
            return f"读到的 {records} 条中有 {most} 条的{name}完全相同；请检查来源是否改版"
    return ""


def _were_alike(session: Session, run: Run, column: InstrumentedAttribute[str]) -> bool:
    """Whether the known records share one value as much, or there is nothing to compare with."""
    of_source = select(func.count()).select_from(Listing).join(Listing.resource).where(listing_is_active(run))
    known = session.scalar(of_source) or 0
    most = session.scalar(of_source.group_by(column).order_by(func.count().desc()).limit(1)) or 0
    return most >= known * ALIKE_SHARE
