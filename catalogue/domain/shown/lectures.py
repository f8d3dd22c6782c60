"""Lectures by when they are: on now, later today, this week, after that, and past ones with a replay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Integer, and_, bindparam, or_, select

from catalogue.clock import SHANGHAI
from catalogue.db import UTCDateTime, db
from catalogue.domain.shown.kept_rows import LECTURES
from catalogue.models import Lecture, Resource, Source

ASSUMED_LENGTH = timedelta(hours=2)
"""How long a lecture is taken to last when its calendar gives no end."""
ONLINE_WORDS = ("线上", "在线", "直播", "腾讯会议", "钉钉", "网络", "online", "zoom", "http")
MOST_COMING = 1000
MOST_REPLAYS = 24
MOST_LOOKED_THROUGH = 24
"""Coming lectures among which series are told apart: one that is held every day must not cost a page its time."""

_AT = bindparam("at", type_=UTCDateTime)
_LIMIT = bindparam("limit", type_=Integer)
_PUBLIC = LECTURES.stamps.where(Lecture.state == "public")
_NOT_OVER = (
    _PUBLIC.where(
        or_(
            Lecture.ends_at > _AT,
            and_(Lecture.ends_at.is_(None), Lecture.starts_at > bindparam("assumed", type_=UTCDateTime)),
        )
    )
    .order_by(Lecture.starts_at, Lecture.id)
    .limit(_LIMIT)
)
_COMING = _NOT_OVER.where(Lecture.status != "cancelled")
_COMING_OF_INSTITUTION = _COMING.where(Lecture.institution_id == bindparam("institution"))
_COMING_AMONG = _COMING.where(Lecture.public_id.in_(bindparam("ids", expanding=True)))
_OF_SERIES = _NOT_OVER.where(
    Lecture.source_id == bindparam("source"), Lecture.uid == bindparam("uid"), Lecture.id != bindparam("this")
)
_WITH_REPLAY = (
    _PUBLIC.where(Lecture.starts_at <= _AT, Resource.state == "public").order_by(Lecture.starts_at.desc()).limit(_LIMIT)
)
_BY_PUBLIC_ID = LECTURES.stamps.where(Lecture.public_id == bindparam("public_id"))


@dataclass(frozen=True)
class Coming:
    """The next lecture of a series; `following` counts those that come after it."""

    lecture: Lecture
    following: int = 0


@dataclass(frozen=True)
class Programme:
    """What the lectures page shows. `later` has each series once; the other lists have every lecture."""

    on_now: list[Lecture]
    today: list[Lecture]
    this_week: list[Lecture]
    later: list[Coming]
    replays: list[Lecture]

    @property
    def empty(self) -> bool:
        return not (self.on_now or self.today or self.this_week or self.later or self.replays)


def phase(lecture: Lecture, at: datetime) -> str:
    """`cancelled`, `upcoming`, `on_now` or `past`."""
    if lecture.status == "cancelled":
        return "cancelled"
    if lecture.starts_at > at:
        return "upcoming"
    return "on_now" if (lecture.ends_at or lecture.starts_at + ASSUMED_LENGTH) > at else "past"


def attendance(lecture: Lecture) -> str:
    """`online`, `on_site` or `mixed`: by its link, and by whether its location is a place one can go to."""
    on_site = bool(lecture.location) and not any(word in lecture.location.lower() for word in ONLINE_WORDS)
    if on_site:
        return "mixed" if lecture.url else "on_site"
    return "online"


def programme(at: datetime) -> Programme:
    """All public lectures by day and week of Asia/Shanghai; a week ends on Sunday."""
    coming = LECTURES.read(_NOT_OVER, **_from(at), limit=MOST_COMING)
    midnight, week_end = _next_midnight(at), _next_monday(at)
    return Programme(
        on_now=[one for one in coming if one.starts_at <= at],
        today=[one for one in coming if at < one.starts_at < midnight],
        this_week=[one for one in coming if midnight <= one.starts_at < week_end],
        later=_first_of_each_series(one for one in coming if one.starts_at >= week_end),
        replays=LECTURES.read(_WITH_REPLAY, at=at, limit=MOST_REPLAYS),
    )


def coming_lectures(at: datetime, *, limit: int, institution_id: int | None = None) -> list[Lecture]:
    """What is on or comes next and was not cancelled."""
    if institution_id is None:
        return LECTURES.read(_COMING, **_from(at), limit=limit)
    return LECTURES.read(_COMING_OF_INSTITUTION, **_from(at), limit=limit, institution=institution_id)


def soonest_of_series(ids: Sequence[str], at: datetime, *, limit: int) -> list[Lecture]:
    """Of the lectures with these public ids that are on or to come the first of each series, the soonest first."""
    coming = LECTURES.read(_COMING_AMONG, **_from(at), ids=list(ids), limit=MOST_LOOKED_THROUGH) if ids else []
    return [each.lecture for each in _first_of_each_series(coming)[:limit]]


def lecture_by_public_id(public_id: str) -> Lecture | None:
    """The lecture in whatever state, with its institution and replay."""
    return next(iter(LECTURES.read(_BY_PUBLIC_ID, public_id=public_id)), None)


def source_title(lecture: Lecture) -> str:
    """The title of the calendar a lecture comes from; empty for one that a person put in."""
    title = select(Source.title).where(Source.id == lecture.source_id)
    return db.session.scalar(title) or ""


def other_dates(lecture: Lecture, at: datetime, *, limit: int = 6) -> list[Lecture]:
    """The coming lectures of the same series."""
    series = {"source": lecture.source_id, "uid": lecture.uid, "this": lecture.id}
    return LECTURES.read(_OF_SERIES, **_from(at), **series, limit=limit)


def _from(at: datetime) -> dict[str, datetime]:
    return {"at": at, "assumed": at - ASSUMED_LENGTH}


def _first_of_each_series(lectures: Iterable[Lecture]) -> list[Coming]:
    series: dict[tuple[int | None, str], list[Lecture]] = {}
    for lecture in lectures:
        series.setdefault((lecture.source_id, lecture.uid), []).append(lecture)
    return [Coming(first, len(rest)) for first, *rest in series.values()]


def _next_midnight(at: datetime) -> datetime:
    local = at.astimezone(SHANGHAI)
    return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _next_monday(at: datetime) -> datetime:
    midnight = _next_midnight(at)
    return midnight + timedelta(days=6 - at.astimezone(SHANGHAI).weekday())
