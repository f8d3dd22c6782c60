"""The health of sources: what their last runs came to, and what a person should look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from catalogue.models import Run, Source


@dataclass(frozen=True)
class SourceHealth:
    """`alarm` says in Chinese what is wrong and what to do about it; empty when nothing is."""

    last_run: Run | None = None
    last_good_run: Run | None = None
    alarm: str = ""


def health_of(session: Session, sources: Sequence[Source]) -> dict[int, SourceHealth]:
    """The health of sources by their numbers, in two queries for all of them."""
    numbers = [source.id for source in sources]
    last = _latest(session, Run.source_id.in_(numbers))
    good = _latest(session, Run.source_id.in_(numbers), Run.state == "done")
    return {
        source.id: SourceHealth(last.get(source.id), good.get(source.id), alarm_of(source, last.get(source.id)))
        for source in sources
    }


def alarm_of(source: Source, last: Run | None) -> str:
    """What a person should know of a source after its last run."""
    if last is None:
        return ""
    if last.state == "failed":
        return f"最近 {max(source.failures_in_a_row, 1)} 次采集都失败了：{last.message}"
    if last.state == "quarantined":
        return (
            f"采集 {last.public_id} 已隔离，公开内容没有变动：{last.message}"
            f"（用 catalogue runs show {last.public_id} 查看差异，再 accept 或 reject）"
        )
    if last.state == "done" and last.found == 0 and last.since is None:
        return "最近一次采集什么也没有读到；请检查来源是否改版或已停用"
    return ""


def is_ailing() -> ColumnElement[bool]:
    """A source that is harvested and whose last run leaves something to look at: the same as a non-empty alarm."""
    newest = select(func.max(Run.id)).where(Run.source_id == Source.id).correlate(Source).scalar_subquery()
    silent = (Run.state == "done") & (Run.found == 0) & Run.since.is_(None)
    bad = select(Run.id).where(Run.id == newest, Run.state.in_(("failed", "quarantined")) | silent).correlate(Source)
    return (Source.state == "approved") & bad.exists()


def _latest(session: Session, *conditions: ColumnElement[bool]) -> dict[int, Run]:
    """The newest run of each source that meets the conditions."""
    newest = select(func.max(Run.id)).where(*conditions).group_by(Run.source_id)
    return {run.source_id: run for run in session.scalars(select(Run).where(Run.id.in_(newest)))}
