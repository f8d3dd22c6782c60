"""Previews: a resource or lecture as its public page would show it, of words nobody accepted yet; never stored."""

from sqlalchemy.orm import Session

from catalogue.domain.institutions.providers import find_institution
from catalogue.domain.text.addresses import canonical_address
from catalogue.domain.text.normalise import NormalRecord
from catalogue.models import Institution, Lecture, Resource
from catalogue.models.public_id import new_public_id
from catalogue.models.vocabulary import vocabulary
from harvesters.record import LectureRecord


def preview_of_resource(session: Session, institution: Institution, record: NormalRecord) -> Resource:
    """Belongs to no session; its public id is its own, so that no kept piece of a page is mixed up with it."""
    values = {**record.as_json(), "published": record.published, "updated": record.updated}
    name = values.pop("provider")
    provider = _provider(session, institution, name)
    return Resource(
        **values, provider=provider, public_id=new_public_id(), state="pending", version=0, link_dead=False, reason=""
    )


def preview_of_lecture(institution: Institution, record: LectureRecord) -> Lecture:
    """The same for a lecture; its record was checked (portal.filled_lecture)."""
    return Lecture(
        public_id=new_public_id(),
        state="pending",
        version=0,
        institution=institution,
        title=record.title,
        summary=record.summary,
        starts_at=record.starts,
        ends_at=record.ends,
        all_day=record.all_day,
        status=record.status,
        url=canonical_address(record.url) if record.url else "",
        location=record.location,
        speakers=list(record.speakers),
        language=vocabulary("languages").code_for(record.language),
        topics=vocabulary("topics").codes_for(record.subjects),
        audiences=vocabulary("audiences").codes_for(record.audiences),
    )


def _provider(session: Session, institution: Institution, name: str) -> Institution:
    """The institution of that name; one nobody has named yet is not made for a preview."""
    if not name or name == institution.name:
        return institution
    return find_institution(session, name) or Institution(name=name, version=0)
