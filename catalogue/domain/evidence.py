"""Evidence: what a person sees of a likely match, kept with the review task as it was when the match was found."""

from typing import Any

from sqlalchemy.orm import Session

from catalogue.domain.matching import Match
from catalogue.models import Institution, Resource


def evidence_of(session: Session, resource: Resource, match: Match) -> dict[str, Any]:
    """The evidence of a likely match as JSON, empty for any other.

    `like` and `title` name the resource this one may be, `why` is a code of likeness.WHY, `score` 0 to 100 how alike
    the titles are; `ours` and `theirs` are what was compared of the two.
    """
    other, likeness = match.resource, match.likeness
    if match.kind != "likely" or other is None or likeness is None:
        return {}
    return {
        "like": other.public_id,
        "title": other.title,
        "why": likeness.why,
        "score": round(likeness.score),
        "ours": _compared(session, resource),
        "theirs": _compared(session, other),
    }


def _compared(session: Session, resource: Resource) -> dict[str, Any]:
    return {
        "title": resource.title,
        "provider": session.get_one(Institution, resource.provider_id).name,
        "teachers": resource.teachers,
        "address": resource.url,
        "state": resource.state,
    }
