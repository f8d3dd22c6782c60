"""Match keys: the indexed columns by which the matching finds what may be alike, near-linear in any catalogue.

Near titles of one provider begin or end alike and have the same numerals, so two keys a resource find them all but
for a few; a series of thousands of parts falls into as many keys.
"""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import db, writing
from catalogue.domain.institutions.providers import name_key
from catalogue.domain.text.addresses import address_key
from catalogue.domain.text.titles import ComparedTitle, compared
from catalogue.models import InstitutionAlias, Listing, Resource, SiteFact

FACT = "match_keys"
VERSION = "1"
"""To be raised whenever titles, addresses or names are folded in another way: the next upgrade then renews all keys."""
END = 3
"""How many characters of a title's beginning and end must be the same."""
PORTION = 1000


def title_blocks(provider_id: int, title: ComparedTitle) -> tuple[str, str]:
    """The values of title_head and title_tail."""
    return (
        f"{provider_id}|{title.part}|{title.core[:END]}",
        f"{provider_id}|{title.part}|{title.core[-END:]}",
    )


def set_match_keys(resource: Resource) -> None:
    """Bring the keys of a resource level with its title and provider."""
    title = compared(resource.title)
    head, tail = title_blocks(resource.provider_id, title)
    for name, value in (("title_key", title.key), ("title_head", head), ("title_tail", tail)):
        if getattr(resource, name) != value:
            setattr(resource, name, value)


def renew_match_keys() -> None:
    """Compute all keys anew when they are of an older version, in portions; begun again, it does no harm."""
    with writing() as session:
        fact = session.get(SiteFact, FACT)
        if fact is not None and fact.value == VERSION:
            return
    for numbers in _portions(Resource):
        with writing() as session:
            for resource in session.scalars(select(Resource).where(Resource.id.in_(numbers))):
                set_match_keys(resource)
    for numbers in _portions(Listing):
        with writing() as session:
            for listing in session.scalars(select(Listing).where(Listing.id.in_(numbers))):
                listing.address = address_key(listing.latest.get("url") or listing.address)
    with writing() as session:
        _renew_names(session)
        session.merge(SiteFact(name=FACT, value=VERSION))


def _portions(model: type[Resource] | type[Listing]) -> Iterator[list[int]]:
    last = 0
    of_rows = select(model.id).order_by(model.id).limit(PORTION)
    while numbers := list(db.session.scalars(of_rows.where(model.id > last))):
        yield numbers
        last = numbers[-1]


def _renew_names(session: Session) -> None:
    """A name that now folds into one another institution has stays as it was: whose it is, a person must say."""
    aliases = session.scalars(select(InstitutionAlias)).all()
    taken = {alias.name_key for alias in aliases}
    for alias in aliases:
        key = name_key(alias.name_key)
        if key not in taken:
            taken.add(key)
            alias.name_key = key
