"""Likely institutions: those of the catalogue an application may mean, for a person to compare."""

from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.fuzz import WRatio
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from catalogue.domain.institutions.providers import find_institution, name_key
from catalogue.models import Account, Application, Institution, Membership, Resource

ALIKE = 80
"""How alike (0 to 100, rapidfuzz's WRatio) two folded names are for a person to look at them."""
MOST = 8


@dataclass(frozen=True)
class Likely:
    """`why` says what they have in common; `members` are the people who speak for it already."""

    institution: Institution
    why: str
    resources: int
    members: tuple[Account, ...]


def likely_institutions(session: Session, application: Application) -> list[Likely]:
    """The surest first: the same code, the same name or alias, then names that are alike."""
    found: dict[int, str] = {}
    with_code = session.scalar(select(Institution.id).where(Institution.credit_code == application.credit_code))
    if with_code is not None:
        found[with_code] = "统一社会信用代码相同"
    if named := find_institution(session, application.name):
        found.setdefault(named.id, "名称或别名相同")
    for number in _alike(session, application.name):
        found.setdefault(number, "名称相近")
    return _likely(session, dict(list(found.items())[:MOST]))


def _alike(session: Session, name: str) -> list[int]:
    names = {number: name_key(known) for number, known in session.execute(select(Institution.id, Institution.name))}
    near = process.extract(name_key(name), names, scorer=WRatio, score_cutoff=ALIKE, limit=MOST)
    return [number for _, _, number in near]


def _likely(session: Session, why: dict[int, str]) -> list[Likely]:
    rows = session.scalars(select(Institution).where(Institution.id.in_(why)))
    institutions = {institution.id: institution for institution in rows}
    public = Resource.provider_id.in_(why), Resource.state == "public"
    counted = select(Resource.provider_id, func.count()).where(*public).group_by(Resource.provider_id)
    resources: dict[int, int] = dict(session.execute(counted).all())
    members = members_by_institution(session, list(why))
    return [
        Likely(institutions[number], words, resources.get(number, 0), members.get(number, ()))
        for number, words in why.items()
    ]


def members_by_institution(session: Session, numbers: list[int]) -> dict[int, tuple[Account, ...]]:
    """The people who speak for institutions, by the institutions' numbers."""
    query = select(Membership).where(Membership.institution_id.in_(numbers)).order_by(Membership.id)
    found: dict[int, tuple[Account, ...]] = {}
    for membership in session.scalars(query.options(selectinload(Membership.account))):
        found[membership.institution_id] = (*found.get(membership.institution_id, ()), membership.account)
    return found
