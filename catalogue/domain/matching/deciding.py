"""Matching: what a record is to the catalogue. Decisions over candidates that were looked up before, a batch at a time.

A listing of the same source and key is the record itself. The same address is a sure match, and so are the same title
and provider where nothing speaks against it. Less than that is a likely match, which a person decides (domain.likeness
says how much less).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_, union
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from catalogue.domain.institutions.providers import Providers
from catalogue.domain.matching.keys import title_blocks
from catalogue.domain.matching.likeness import Likeness, Side, likeness, worth_comparing
from catalogue.domain.text.addresses import address_key
from catalogue.domain.text.normalise import NormalRecord
from catalogue.models import KeptApart, Listing, Resource

MOST_OF_ONE_KEY = 20
"""Resources looked at for one key, the oldest: bounds what thousands of equal titles can cost."""


@dataclass(frozen=True)
class Match:
    """`kind` is known, sure, likely or none; `listing` is there for known, `resource` for all but none.

    `likeness` says why a match that is not by key or address is one.
    """

    kind: str
    listing: Listing | None = None
    resource: Resource | None = None
    likeness: Likeness | None = None


@dataclass(frozen=True)
class Found:
    """A candidate that is like a record, by its public id."""

    resource: str
    likeness: Likeness


def rank(found: Found) -> tuple[int, float]:
    """The best first."""
    return found.likeness.rank, -found.likeness.score


class Candidates:
    """What one batch of records of one source may turn out to be, looked up in a handful of queries."""

    def __init__(self, session: Session, source_id: int, fallback_provider_id: int) -> None:
        self._session = session
        self._source_id = source_id
        self._fallback = fallback_provider_id
        self._by_key: dict[str, Listing] = {}
        self._by_address: dict[str, Resource] = {}
        self._by_title: dict[str, dict[str, Side]] = {}
        self._sources: dict[str, set[int]] = defaultdict(set)
        self._resources: dict[str, Resource] = {}

    def look_up(self, records: Mapping[str, NormalRecord], providers: Providers) -> None:
        """Fetch everything these records, by their keys, may match; a known key needs no second look."""
        listings = select(Listing).options(joinedload(Listing.resource))
        known = listings.where(Listing.source_id == self._source_id, Listing.key.in_(records))
        self._by_key.update({listing.key: listing for listing in self._session.scalars(known)})
        providers.look_up({record.provider for record in records.values()})
        self.look_alike([record for key, record in records.items() if key not in self._by_key], providers)

    def look_alike(self, records: Collection[NormalRecord], providers: Providers) -> None:
        """Fetch what has the address, the title or nearly the title of records whose providers were looked up."""
        if not records:
            return
        self._look_up_addresses(records)
        sides = [self._side(record, providers.known_id(record.provider, self._fallback)) for record in records]
        self._look_up_titles(sides)
        found = filter(None, map(self._found, sides))
        self._load(min(of_record, key=rank).resource for of_record in found)

    def _look_up_addresses(self, records: Iterable[NormalRecord]) -> None:
        addresses = {address_key(record.url) for record in records}
        whole = joinedload(Listing.resource).selectinload(Resource.listings)
        same = select(Listing).options(whole).where(Listing.address.in_(addresses))
        for listing in self._session.scalars(same.order_by(Listing.id)):
            self._by_address.setdefault(listing.address, listing.resource)

    def _look_up_titles(self, sides: Collection[Side]) -> None:
        of_provider = {(side.title.key, side.provider_id) for side in sides if side.provider_id is not None}
        wanted: dict[str, list[Side]] = defaultdict(list)
        for side in sides:
            for key in _keys(side):
                wanted[key].append(side)
        names: dict[int, str] = {}
        for row in self._session.execute(_near(wanted, of_provider)):
            compared = (side for key in (row.title_key, row.title_head, row.title_tail) for side in wanted.get(key, ()))
            if any(worth_comparing(side.title, row.title_key) for side in compared):
                names[row.id] = row.public_id
                self._file(row.public_id, Side.of(row.title, row.provider_id, row.teachers))
        listed = select(Listing.resource_id, Listing.source_id).where(Listing.resource_id.in_(names))
        for number, source in self._session.execute(listed):
            self._sources[names[number]].add(source)

    def _load(self, names: Iterable[str]) -> None:
        """Read the resources that records will be matched with, all at once."""
        whole = select(Resource).options(selectinload(Resource.listings), joinedload(Resource.provider))
        for resource in self._session.scalars(whole.where(Resource.public_id.in_(set(names)))):
            self._resources[resource.public_id] = resource

    def add(self, listing: Listing) -> None:
        """Let the later records of the batch find what an earlier one made, stored already or not."""
        resource = listing.resource
        self._by_key[listing.key] = listing
        self._by_address.setdefault(listing.address, resource)
        self._sources[resource.public_id].add(self._source_id)
        self._resources[resource.public_id] = resource
        self._file(resource.public_id, Side.of(resource.title, resource.provider_id, resource.teachers))

    def match(self, key: str, record: NormalRecord, provider_id: int | None) -> Match:
        """What a record is; `provider_id` is None while nobody has named its provider."""
        if listing := self._by_key.get(key):
            return Match("known", listing, listing.resource)
        if resource := self._by_address.get(address_key(record.url)):
            return Match("sure", resource=survivor(resource))
        return self._alike(self._side(record, provider_id), apart_from=frozenset())

    def match_again(self, resource: Resource, record: NormalRecord) -> Match:
        """What else a resource may be of which this record speaks: likely at most, and nothing kept apart from it."""
        apart = {resource.public_id, *_kept_apart_from(self._session, resource)}
        match = self._alike(self._side(record, resource.provider_id), apart_from=apart)
        return replace(match, kind="likely") if match.kind == "sure" else match

    def namesake(self, record: NormalRecord, provider_id: int | None) -> str:
        """The public id of what the same source lists under the same title and provider; empty when there is none.

        Such a pair is never matched: the source itself tells them apart.
        """
        side = self._side(record, provider_id)
        titled = self._by_title.get(side.title.key, {}).items()
        same = (name for name, other in titled if other.provider_id == provider_id and self._lists(name))
        return next(same, "")

    def _alike(self, side: Side, *, apart_from: Collection[str]) -> Match:
        found = self._found(side, apart_from)
        if not found:
            return Match("none")
        best = min(found, key=rank)
        proven = [one.resource for one in found if one.likeness.proves]
        kind = "sure" if proven and not self._told_apart(proven) else "likely"
        return Match(kind, resource=self._resource(best.resource), likeness=best.likeness)

    def _found(self, side: Side, apart_from: Collection[str] = ()) -> list[Found]:
        """What is like it, the oldest first. Two keys of one source are never taken for each other by their titles."""
        near = {name: other for key in _keys(side) for name, other in self._by_title.get(key, {}).items()}
        elsewhere = ((name, other) for name, other in near.items() if name not in apart_from and not self._lists(name))
        return [Found(name, alike) for name, other in elsewhere if (alike := likeness(side, other))]

    def _resource(self, name: str) -> Resource:
        if name not in self._resources:
            self._load([name])
        return self._resources[name]

    def _lists(self, name: str) -> bool:
        return self._source_id in self._sources[name]

    def _told_apart(self, names: Iterable[str]) -> bool:
        """Whether one source lists two of them: to that source they differ, so what fits both proves neither."""
        return any(self._sources[one] & self._sources[other] for one, other in combinations(names, 2))

    def _file(self, name: str, side: Side) -> None:
        for key in _keys(side):
            self._by_title.setdefault(key, {})[name] = side

    @staticmethod
    def _side(record: NormalRecord, provider_id: int | None) -> Side:
        return Side.of(record.title, provider_id, record.teachers)


def survivor(resource: Resource) -> Resource:
    """The resource a merged one went into, or itself."""
    while resource.merged_into is not None:
        resource = resource.merged_into
    return resource


def _keys(side: Side) -> tuple[str, ...]:
    """What two things that may be alike have in common: the title, or one of its ends and the provider."""
    blocks = title_blocks(side.provider_id, side.title) if side.provider_id is not None else ()
    return side.title.key, *blocks


def _near(keys: Collection[str], of_provider: Collection[tuple[str, int]]) -> Select[*tuple[Any, ...]]:
    """The resources that have one of these keys, the oldest first.

    Those with the title and the provider of a record are never left out, however many others share its keys.
    """
    title, head, tail = Resource.title_key, Resource.title_head, Resource.title_tail
    numbers = union(
        # SQLite finds the titles by their index and looks for the pairs among them; for pairs alone it reads them all.
        _oldest((title, Resource.provider_id), title.in_(keys), tuple_(title, Resource.provider_id).in_(of_provider)),
        *(_oldest((column,), column.in_(keys)) for column in (title, head, tail)),
    ).subquery()
    whole = select(
        Resource.id, Resource.public_id, Resource.title, Resource.provider_id, Resource.teachers, title, head, tail
    )
    return whole.where(Resource.id.in_(select(numbers.c.id)), Resource.state != "merged").order_by(Resource.id)


def _oldest(alike_in: Sequence[InstrumentedAttribute[Any]], *conditions: ColumnElement[bool]) -> Select[Any]:
    """The numbers of the first few of those that have the same values in some columns."""
    place = func.row_number().over(partition_by=alike_in, order_by=Resource.id).label("place")
    found = select(Resource.id, place).where(*conditions).subquery()
    return select(found.c.id).where(found.c.place <= MOST_OF_ONE_KEY)


def _kept_apart_from(session: Session, resource: Resource) -> Iterable[str]:
    of_one = select(KeptApart.other_id).where(KeptApart.one_id == resource.id)
    of_other = select(KeptApart.one_id).where(KeptApart.other_id == resource.id)
    return session.scalars(select(Resource.public_id).where(Resource.id.in_(union(of_one, of_other)))).all()
