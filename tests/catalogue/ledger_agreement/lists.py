"""What lists show: search, feeds, the calendar, the sitemap, collections, institutions and the export."""

import re
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from catalogue.domain.shown.exporting import public_rows
from catalogue.models import CollectionItem, Institution, Lecture, Resource
from catalogue.models.states import SHOWN_STATES
from tests.catalogue.ledger_agreement.markers import markers_in
from tests.catalogue.ledger_agreement.things import Thing, is_found, items_of, named, said_by
from tests.catalogue.ledger_agreement.world import COLLECTION, World

ITS_ITEMS = f"/api/v1/collections/{COLLECTION}"
PAGES = ("/", "/search", "/lectures/", "/institutions/", "/collections/", f"/collections/{COLLECTION}", ITS_ITEMS)
SEARCHES = tuple(f"/api/v1/search?per_page=100&type={kind}" for kind in ("resource", "lecture"))
INSTITUTIONS = "/api/v1/search?per_page=100&type=institution"
SITEMAP = "/sitemap.xml"
FEEDS: Mapping[type[Thing], str] = {Resource: "/feeds/resources.atom", Lecture: "/lectures.ics"}
LISTS = (*PAGES, *SEARCHES, INSTITUTIONS, SITEMAP, *FEEDS.values(), "/api/v1/lectures?per_page=100")
PUBLIC_ID = re.compile(r"/(?:resources|lectures|institutions)/([a-z0-9]{10})\b")

Answers = Mapping[str, TestResponse]
"""What each of LISTS answers."""


def disagreeing_lists(world: World, session: Session, things: Sequence[Thing], public: set[str]) -> Iterator[str]:
    """Lists say what is public, whose markers are given, and name all of it and nothing else."""
    answers = {path: world.client.get(path) for path in LISTS}
    for path, answer in answers.items():
        if stray := markers_in(answer.text) - public:
            yield f"{path} shows {stray}, which nothing public says"
    for path in (*SEARCHES, INSTITUTIONS):
        if (counted := (answers[path].json or {})["total"]) != len(items_of(answers[path])):
            yield f"{path} counts {counted} and shows {len(items_of(answers[path]))}"
    yield from _of_names(answers, things)
    yield from _of_collection(answers, session)
    yield from _of_export(session, things, public)
    yield from _of_institutions(world, session, answers, things)


def _of_names(answers: Answers, things: Sequence[Thing]) -> Iterator[str]:
    """Search, the sitemap, the feed and the calendar name what can be found."""
    lists = {path: set(PUBLIC_ID.findall(answers[path].text)) for path in (SITEMAP, *FEEDS.values())}
    lists["search"] = {item["id"] for path in SEARCHES for item in items_of(answers[path])}
    for thing in things:
        for name, ids in lists.items():
            ours = name not in FEEDS.values() or name == FEEDS[type(thing)]
            if ours and (thing.public_id in ids) != is_found(thing):
                yield f"{name} {'lists' if thing.public_id in ids else 'does not list'} {named(thing)}"


def _of_collection(answers: Answers, session: Session) -> Iterator[str]:
    """A collection names what is public of what its curator chose."""
    sections = (answers[ITS_ITEMS].json or {})["sections"]
    listed = {item["id"] for section in sections for item in section["items"]}
    chosen = session.scalars(select(CollectionItem)).all()
    for thing in (thing for item in chosen if (thing := item.resource or item.lecture)):
        if (thing.public_id in listed) != (thing.state == "public"):
            yield f"the collection {'lists' if thing.public_id in listed else 'does not list'} {named(thing)}"


def _of_export(session: Session, things: Sequence[Thing], public: set[str]) -> Iterator[str]:
    rows = list(public_rows(session))
    if stray := markers_in(*rows) - public:
        yield f"the export shows {stray}, which nothing public says"
    shown = {thing.public_id for thing in things if isinstance(thing, Resource) and thing.state == "public"}
    if wrong := {row["id"] for row in rows} ^ shown:
        yield f"the export and what is public differ in {wrong}"


def _of_institutions(world: World, session: Session, answers: Answers, things: Sequence[Thing]) -> Iterator[str]:
    """An institution is there for visitors once something of it is shown, and listed while something is public."""
    lists = {"search": {item["id"] for item in items_of(answers[INSTITUTIONS])}}
    lists[SITEMAP] = set(PUBLIC_ID.findall(answers[SITEMAP].text))
    for institution in session.scalars(select(Institution).order_by(Institution.id)):
        number = institution.public_id
        own = [thing for thing in things if _held_by(thing) == institution.id]
        states = {thing.state for thing in own}
        answer = world.client.get(f"/institutions/{number}")
        if (answer.status_code == 200) != bool(states & {*SHOWN_STATES}):
            yield f"the page of institution {number} answers {answer.status_code}; it has what is {states}"
        if stray := markers_in(answer.text) - said_by(thing for thing in own if thing.state == "public"):
            yield f"the page of institution {number} shows {stray}, which nothing public of it says"
        for name, ids in lists.items():
            if (number in ids) != ("public" in states):
                yield f"{name} {'lists' if number in ids else 'does not list'} institution {number} with {states}"


def _held_by(thing: Thing) -> int:
    return thing.provider_id if isinstance(thing, Resource) else thing.institution_id
