"""Matching: what a record is to the catalogue. Pure decisions over candidates that were looked up before.

A listing of the same source and key is the record itself. The same canonical address is a sure match. The same
title of the same provider, from another source, is a likely one that a person decides.
"""

from collections.abc import Iterable, Sequence
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

    def look_up(self, keys: Sequence[str], records: Iterable[NormalRecord]) -> None:
        """Fetch everything these keys and records may match."""
        records = list(records)
        listings = select(Listing).options(joinedload(Listing.resource))
        for listing in self._session.scalars(
            listings.where(Listing.source_id == self._source_id, Listing.key.in_(keys))
        ):
            self._by_key[listing.key] = listing
        addresses = {address_key(record.url) for record in records}
        for listing in self._session.scalars(listings.where(Listing.address.in_(addresses)).order_by(Listing.id)):
            self._by_address.setdefault(listing.address, listing.resource)
        same_title = select(Resource).options(selectinload(Resource.listings))
        titles = {title_key(record.title) for record in records}
        for resource in self._session.scalars(same_title.where(Resource.title_key.in_(titles)).order_by(Resource.id)):
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
