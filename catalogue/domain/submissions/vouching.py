"""Submissions: an institution hands something in, checks it by the seven criteria first, and vouches for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.ledger.events import record_event
from catalogue.domain.sources.states import IMPORT_ADAPTER, approve
from catalogue.domain.submissions.criteria import CODES
from catalogue.errors import CatalogueError
from catalogue.models import Institution, Source, Submission
from catalogue.models.source import PORTAL

COMMITMENT = "2026-11"
"""The version of the promise below; a change of its words is a new version, for old submissions gave the old one."""
COMMITMENT_WORDS = (
    "我们已按上述七项逐一自查，承诺所报资源真实、合法、免费，有权提供给公众学习，如有变化及时更正，并对内容负责。"
)


@dataclass(frozen=True)
class HandedIn:
    """What a submission records; the words are those of models.submission."""

    channel: str
    checked: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    outcomes: Mapping[str, int] = field(default_factory=dict)
    file_name: str = ""
    run_id: int | None = None


def hand_in_source(session: Session, institution: Institution, *, by: str) -> Source:
    """The one source of what the institution's members hand in, made untrusted the first time."""
    of_members = (Source.institution_id == institution.id, Source.channel == PORTAL)
    source = session.scalars(select(Source).where(*of_members)).first()
    if source is None:
        title = f"{institution.name} · 自行登记"
        source = Source(title=title, adapter=IMPORT_ADAPTER, institution=institution, channel=PORTAL)
        session.add(source)
        session.flush()
        approve(session, source, by=by)
    return source


def check_vouched(checked: Iterable[str], *, committed: bool) -> tuple[str, ...]:
    """The criteria ticked, in their order. Raises CatalogueError when one is missing or the promise is not given."""
    ticked = set(checked)
    if not committed or not ticked.issuperset(CODES):
        raise CatalogueError("请逐项自查并勾选七项标准和承诺，再提交。")
    return CODES


def record_submission(session: Session, institution: Institution, handed_in: HandedIn, *, by: str) -> Submission:
    """Keep what was handed in, by whom, and that they vouched for it."""
    submission = Submission(
        institution=institution,
        channel=handed_in.channel,
        by=by,
        checked=list(handed_in.checked),
        commitment=COMMITMENT,
        file_name=handed_in.file_name,
        subjects=list(handed_in.subjects),
        outcomes=dict(handed_in.outcomes),
        run_id=handed_in.run_id,
    )
    session.add(submission)
    session.flush()
    record_event(
        session,
        "submission.made",
        submission,
        by=by,
        before="",
        after=handed_in.channel,
        note=f"{institution.name}；承诺 {COMMITMENT}",
    )
    return submission
