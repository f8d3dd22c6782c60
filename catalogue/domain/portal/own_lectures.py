"""The lectures of an institution, as its members may see them: of its own sources, and what it held in public."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload

from catalogue.domain.portal.own_resources import ONCE_PUBLIC, TAKEN_BACK
from catalogue.domain.shown.showing import Page, nearest_page
from catalogue.errors import NotFound
from catalogue.models import Institution, Lecture, Source
from catalogue.models.states import UNDECIDED_STATES

STANDING = case(
    (and_(Lecture.state.in_(UNDECIDED_STATES), Lecture.missing_since.is_not(None)), TAKEN_BACK), else_=Lecture.state
)


@dataclass(frozen=True)
class OwnLecture:
    """`standing` is its state or TAKEN_BACK."""

    lecture: Lecture
    standing: str

    @property
    def public_id(self) -> str:
        return self.lecture.public_id

    @property
    def title(self) -> str:
        return self.lecture.title

    @property
    def handed_in(self) -> bool:
        """Whether its members handed it in, and so may edit it and take it back."""
        return self.lecture.source is not None and self.lecture.source.of_members

    @property
    def changeable(self) -> bool:
        """Whether new words may be handed in."""
        return self.handed_in and self.lecture.state in (*UNDECIDED_STATES, "public", "archived")


def own_lecture(session: Session, institution: Institution, public_id: str) -> OwnLecture:
    """Raises NotFound for what is not the institution's, whether or not it is there."""
    row = session.execute(_rows(institution).where(Lecture.public_id == public_id)).one_or_none()
    if row is None:
        raise NotFound("没有找到这场讲座，它可能不属于您的机构。")
    return OwnLecture(*row)


def own_lectures_among(session: Session, institution: Institution, public_ids: set[str]) -> list[OwnLecture]:
    """Those of some public ids that are the institution's."""
    rows = session.execute(_rows(institution).where(Lecture.public_id.in_(public_ids)))
    return [OwnLecture(*row) for row in rows]


def page_of_own_lectures(
    session: Session, institution: Institution, standing: str = "", *, page: int, per_page: int
) -> Page[OwnLecture]:
    """One page of them, the latest first; of all, or of those that stand so."""
    conditions = [STANDING.in_([standing])] if standing else []
    total = session.scalar(select(func.count()).select_from(_joined(institution, *conditions).subquery())) or 0
    page, pages = nearest_page(page, total, per_page)
    rows = _rows(institution).where(*conditions).order_by(Lecture.starts_at.desc(), Lecture.id.desc())
    found = session.execute(rows.offset((page - 1) * per_page).limit(per_page))
    return Page([OwnLecture(*row) for row in found], total, page, pages)


def lecture_standings(session: Session, institution: Institution) -> dict[str, int]:
    """How many stand how, in one query."""
    standing = _joined(institution).subquery().c.standing
    rows = session.execute(select(standing, func.count()).group_by(standing))
    return {row[0]: row[1] for row in rows}


def own_lecture_numbers(institution: Institution) -> Select[int]:
    """The numbers of all lectures that are the institution's."""
    return select(Lecture.id).outerjoin(Lecture.source).where(_own(institution))


def _joined(institution: Institution, *conditions: ColumnElement[bool]) -> Select[str]:
    standing = select(STANDING.label("standing")).select_from(Lecture).outerjoin(Lecture.source)
    return standing.where(_own(institution), *conditions)


def _rows(institution: Institution) -> Select[Lecture, str]:
    rows = select(Lecture, STANDING).outerjoin(Lecture.source).where(_own(institution))
    return rows.options(joinedload(Lecture.source), joinedload(Lecture.institution))


def _own(institution: Institution) -> ColumnElement[bool]:
    held = and_(Lecture.institution_id == institution.id, Lecture.state.in_(ONCE_PUBLIC))
    return or_(Source.institution_id == institution.id, held)
