"""What a resource said before and after a merge, as JSON that can be put back."""

from datetime import date
from typing import Any

from catalogue.domain.intake.compose import DATES, FIELDS
from catalogue.domain.matching.keys import set_match_keys
from catalogue.domain.text.normalise import content_hash
from catalogue.models import Resource

KEPT = (*FIELDS, "provider_id", "edited")


def words_of(resource: Resource) -> dict[str, Any]:
    """Everything composing and editing decide of a resource."""
    values = {field: getattr(resource, field) for field in KEPT}
    return {field: value.isoformat() if isinstance(value, date) else value for field, value in values.items()}


def put_words(resource: Resource, words: dict[str, Any]) -> None:
    """Give a resource the words it had; unchanged ones stay untouched."""
    for field, value in words.items():
        if field in DATES and isinstance(value, str):
            value = date.fromisoformat(value)
        if getattr(resource, field) != value:
            setattr(resource, field, value)
    set_match_keys(resource)


def words_kept_since(resource: Resource, moved: dict[str, Any]) -> dict[str, Any]:
    """The editors' words once a merge is gone: those before it, and over them those set after it."""
    after = moved["after"]["edited"]
    since = {field: word for field, word in resource.edited.items() if field not in after or after[field] != word}
    return {**moved["before"]["edited"], **since}


def heard(resource: Resource) -> dict[str, str]:
    """What each listing of a resource says, in short: whether anything was heard since can be told from it."""
    return {
        str(listing.id): content_hash(
            [listing.record_hash, listing.accepted, listing.gone, listing.missing_since is not None]
        )
        for listing in resource.listings
    }
