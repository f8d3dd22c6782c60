"""Evidence: what a person sees beside a review task, kept with it as it was when the task was opened or renewed."""

from typing import Any

from sqlalchemy.orm import Session

from catalogue.domain.intake.resource_decision import Decision
from catalogue.domain.matching.deciding import Match
from catalogue.domain.screening.flags import flags_as_json
from catalogue.models import Institution, Resource


def evidence_of(session: Session, resource: Resource, decision: Decision) -> dict[str, Any]:
    """What a decision rests on as JSON: of a likely match, what was compared; and what screening found, if anything.

    `flags` is read back by screening.flags.flags_of.
    """
    flags = {"flags": flags_as_json(decision.flags)} if decision.flags else {}
    return {**_likeness(session, resource, decision.match), **flags}


def _likeness(session: Session, resource: Resource, match: Match) -> dict[str, Any]:
    """Empty for a match that is not a likely one.

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
