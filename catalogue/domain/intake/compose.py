"""Composing: a resource is filled from its listings by rank, the editors' words last."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from catalogue.domain.institutions.providers import Providers
from catalogue.domain.matching.keys import set_match_keys
from catalogue.models import Listing, Resource
from catalogue.models.states import SHOWN_STATES

FIELDS = (
    "url",
    "title",
    "summary",
    "body",
    "kind",
    "teachers",
    "language",
    "subjects",
    "topics",
    "audiences",
    "level",
    "duration",
    "effort",
    "cost",
    "login",
    "accessibility",
    "image",
    "licence",
    "provenance",
    "published",
    "updated",
)
DATES = ("published", "updated")
NOTHING: tuple[Any, ...] = ("", None, [], "unknown")


def ranked(listings: Iterable[Listing]) -> list[Listing]:
    """The order in which they may speak: those still standing, what the provider's members handed in, the trusted.

    So a correction by its provider, once accepted, is shown whoever else lists the resource.
    """
    return sorted(
        listings,
        key=lambda listing: (
            listing.gone or listing.missing_since is not None,
            not _by_provider(listing),
            not listing.source.trusted,
            listing.id or 0,
        ),
    )


def _by_provider(listing: Listing) -> bool:
    return listing.source.of_members and listing.source.institution_id == listing.resource.provider_id


def compose(resource: Resource, providers: Providers) -> None:
    """Give a resource what its listings and editors say; unchanged values stay untouched."""
    records = _records_shown(resource)
    if not records:
        return
    for field in FIELDS:
        _assign(resource, field, resource.edited.get(field, _first(records, field)))
    owner = resource.listings[0].source.institution_id
    provider = resource.edited.get("provider", _first(records, "provider"))
    before = resource.provider_id
    _assign(resource, "provider_id", providers.id_of(provider, owner))
    set_match_keys(resource)
    if before != resource.provider_id:
        providers.lost_a_resource(before)


def once_accepted(resource: Resource, listing: Listing) -> dict[str, Any]:
    """What a resource would say were what this listing says now accepted; `provider` is a name, dates are texts."""
    said = [one.latest if one is listing else one.accepted for one in ranked(resource.listings)]
    records = [record for record in said if record]
    return {field: resource.edited.get(field, _first(records, field)) for field in (*FIELDS, "provider")}


def leaves_nothing_to_show(resource: Resource, leaving: Collection[Listing]) -> bool:
    """Whether readers would see a resource of which nothing accepted says that it is free, once these have left it."""
    staying = [listing for listing in resource.listings if listing not in leaving]
    accepted = [listing.accepted for listing in staying if listing.accepted]
    free = "cost" in resource.edited or any(record.get("cost") != "unknown" for record in accepted)
    return resource.state in SHOWN_STATES and bool(staying) and not (accepted and free)


def _records_shown(resource: Resource) -> list[dict[str, Any]]:
    """The accepted records by rank; of what readers do not see yet the latest, for the reviewer to see."""
    listings = ranked(resource.listings)
    accepted = [listing.accepted for listing in listings if listing.accepted]
    return [listing.latest for listing in listings] if not accepted and resource.state not in SHOWN_STATES else accepted


def _first(records: list[dict[str, Any]], field: str) -> Any:
    values = [record.get(field) for record in records]
    return next((value for value in values if value not in NOTHING), values[0])


def _assign(resource: Resource, field: str, value: Any) -> None:
    if field in DATES and isinstance(value, str):
        value = date.fromisoformat(value)
    if getattr(resource, field) != value:
        setattr(resource, field, value)
