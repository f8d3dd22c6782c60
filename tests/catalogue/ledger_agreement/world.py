"""The world of a story: its site, its people, the places it harvests, and what somebody has vouched for so far."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Select
from sqlalchemy.orm import Session

from catalogue.db import writing
from catalogue.domain.institutions.providers import find_or_make_institution
from catalogue.domain.sources.states import NewSource, add_source
from catalogue.domain.upkeep.site_facts import ensure_namespace
from catalogue.models import Institution
from tests.catalogue.ledger_agreement.entries import PROVIDERS, SERIOUS, Author, Entry
from tests.catalogue.ledger_agreement.markers import markers_in, new_markers
from tests.factories import make_collection
from tests.harvesters.loopback import Site
from tests.people import make_account

OPERATOR = "operator:alice"
COLLECTION = "chosen"
T = TypeVar("T")


@dataclass
class Place:
    """A list in JSON on loopback, read as the source `number`; it changes between harvests, what left may come back."""

    number: int
    path: str
    lectures: bool
    entries: dict[str, Entry] = field(default_factory=dict)
    left: dict[str, Entry] = field(default_factory=dict)
    made: int = 0

    def add(self, entry: Entry) -> None:
        self.made += 1
        self.entries[str(self.made)] = entry

    def answer(self) -> list[Entry]:
        return [{"id": key, **entry} for key, entry in self.entries.items()]


@dataclass
class World:
    """`vouched` holds the markers of what a person, or a standing approval, accepted; `story` what happened so far.

    `asked` is what each thing was, by public id, when it was last looked at.

    `declined` are listings, by public id, with the hash of what somebody sent back or refused of them.

    `reviewers` decide, `seniors` do what only they may, `members` hand in for an institution by its number,
    the `insider` is a reviewer who belongs to one.
    """

    app: Flask
    site: Site
    chance: Random
    markers: Iterator[str]
    author: Author
    client: FlaskClient
    reviewers: list[str] = field(default_factory=list)
    seniors: list[str] = field(default_factory=list)
    members: dict[int, str] = field(default_factory=dict)
    insider: str = ""
    insiders_institution: int = 0
    places: dict[int, Place] = field(default_factory=dict)
    handed_in: dict[int, dict[str, Entry]] = field(default_factory=dict)
    vouched: set[str] = field(default_factory=set)
    declined: set[tuple[str, str]] = field(default_factory=set)
    asked: dict[str, str] = field(default_factory=dict)
    story: list[str] = field(default_factory=list)

    @property
    def staff(self) -> list[str]:
        """Whoever may answer for something public."""
        return [*self.reviewers, *self.seniors, OPERATOR]

    def one_of(self, session: Session, wanted: Select[T]) -> T | None:
        """Any of the rows that are wanted; None when there are none."""
        rows: Sequence[Any] = session.scalars(wanted).all()
        return self.chance.choice(rows) if rows else None

    def vouch(self, *values: Any) -> None:
        """Somebody accepted these words."""
        self.vouched |= markers_in(*values)


Step = Callable[[World], str | None]


def is_harmless(words: Any, *, joins: bool = False) -> bool:
    """Whether a standing approval covers what a record, as a listing keeps it, or a lecture's words say.

    One that joins what is known to be free need not say itself that it is.
    """
    costs = ("free", "unknown") if joins else ("free",)
    return words.get("cost", "free") in costs and SERIOUS not in words["summary"]


def new_world(app: Flask, site: Site, seed: int) -> World:
    """A site with people, a collection and four sources: courses and lectures, each from one trusted and one not."""
    chance = Random(seed)
    markers = new_markers()
    world = World(app, site, chance, markers, Author(chance, markers), app.test_client())
    app.config["FETCH_DELAY_SECONDS"] = 0.0
    with writing() as session:
        ensure_namespace(session)
        institutions = [find_or_make_institution(session, name) for name in PROVIDERS]
        _people(session, world, institutions)
        for path in ("trusted-courses", "courses", "trusted-lectures", "lectures"):
            _source(session, world, institutions, path)
        make_collection(session, slug=COLLECTION)
    return world


def _people(session: Session, world: World, institutions: Iterable[Institution]) -> None:
    world.members = {one.id: make_account(session, institution=one).actor for one in institutions}
    own = next(iter(institutions))
    world.insider, world.insiders_institution = make_account(session, "reviewer", institution=own).actor, own.id
    world.reviewers = [make_account(session, "reviewer").actor, world.insider]
    world.seniors = [make_account(session, "senior_reviewer").actor for _ in range(2)]


def _source(session: Session, world: World, institutions: Sequence[Institution], path: str) -> None:
    lectures, trusted = "lectures" in path, path.startswith("trusted")
    new = NewSource(
        adapter="json_api",
        url=f"{world.site.url}/{path}",
        institution=world.chance.choice(institutions).name,
        title=path,
        options={"fields": "starts:starts"} if lectures else {},
    )
    source = add_source(session, new, trusted=trusted, by=OPERATOR)
    world.places[source.id] = Place(source.id, path, lectures)
