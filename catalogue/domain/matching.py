"""Matching: what a record is to the catalogue. Pure decisions over candidates that were looked up before.

A listing of the same source and key is the record itself. The same canonical address is a sure match. The same
title of the same provider, from another source, is a likely one that a person decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.domain.addresses import address_key
from catalogue.domain.normalise import NormalRecord
from catalogue.domain.titles import title_key
from catalogue.models import Listing, Resource


@dataclass(frozen=True)
class Match:
    """`kind` is known, sure, likely or none; `listing` is there for known, `resource` for all but none."""

    kind: str
    listing: Listing | None = None
    resource: Resource | None = None


class Candidates:
    """The listings and resources one batch of records may turn out to be, looked up in three queries."""

    def __init__(self, session: Session, source_id: int) -> None:
        self._session = session
        self._source_id = source_id
        self._by_key: dict[str, Listing] = {}
        self._by_address: dict[str, Resource] = {}
        self._by_title: dict[tuple[int, str], list[Resource]] = {}

    def look_up(self, records: Mapping[str, NormalRecord]) -> None:
        """Fetch everything these records, by their keys, may match; a known key needs no second look."""
        listings = select(Listing).options(joinedload(Listing.resource))
        known = listings.where(Listing.source_id == self._source_id, Listing.key.in_(records))
        self._by_key.update({listing.key: listing for listing in self._session.scalars(known)})
        unknown = [record for key, record in records.items() if key not in self._by_key]
        if unknown:
            self._look_up_addresses(unknown)
            self._look_up_titles(unknown)

    def _look_up_addresses(self, records: Iterable[NormalRecord]) -> None:
        addresses = {address_key(record.url) for record in records}
        same = select(Listing).options(joinedload(Listing.resource)).where(Listing.address.in_(addresses))
        for listing in self._session.scalars(same.order_by(Listing.id)):
            self._by_address.setdefault(listing.address, listing.resource)

    def _look_up_titles(self, records: Iterable[NormalRecord]) -> None:
        titles = {title_key(record.title) for record in records}
        same = select(Resource).options(selectinload(Resource.listings)).where(Resource.title_key.in_(titles))
        for resource in self._session.scalars(same.order_by(Resource.id)):
            self._by_title.setdefault((resource.provider_id, resource.title_key), []).append(resource)

    def add(self, listing: Listing) -> None:
        """Let the later records of the batch find what an earlier one made."""
        resource = listing.resource
        self._by_key[listing.key] = listing
        self._by_address.setdefault(listing.address, resource)
        same_title = self._by_title.setdefault((resource.provider_id, resource.title_key), [])
        if resource not in same_title:
            same_title.append(resource)

    def match(self, key: str, record: NormalRecord, provider_id: int) -> Match:
        if listing := self._by_key.get(key):
            return Match("known", listing, listing.resource)
        if resource := self._by_address.get(address_key(record.url)):
            return Match("sure", resource=survivor(resource))
        for resource in self._by_title.get((provider_id, title_key(record.title)), []):
            if resource.state != "merged" and not self._lists(resource):
                return Match("likely", resource=resource)
        return Match("none")

    def _lists(self, resource: Resource) -> bool:
        """Two keys of one source are never taken for each other by their titles."""
        return any(listing.source_id == self._source_id for listing in resource.listings)


def survivor(resource: Resource) -> Resource:
    """The resource a merged one went into, or itself."""
    while resource.merged_into is not None:
        resource = resource.merged_into
    return resource
