"""Evidence: what a person sees of a likely match, kept with the review task as it was when the match was found."""

from typing import Any

from catalogue.domain.matching import Match
from catalogue.models import Resource


def evidence_of(resource: Resource, match: Match) -> dict[str, Any]:
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
        "ours": _compared(resource),
        "theirs": _compared(other),
    }


def _compared(resource: Resource) -> dict[str, Any]:
    return {
        "title": resource.title,
        "provider": resource.provider.name,
        "teachers": resource.teachers,
        "address": resource.url,
        "state": resource.state,
    }
