"""What readers and machines are shown, asked of the running site, held against what people accepted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from catalogue.db import db
from catalogue.domain.held_words import LectureWords
from catalogue.domain.merged_state import words_of
from catalogue.models import Institution, Lecture, Resource
from catalogue.models.states import SHOWN_STATES
from catalogue.search.sync import sync
from tests.catalogue.ledger_agreement.markers import first_marker, markers_in
from tests.catalogue.ledger_agreement.world import World

Thing = Resource | Lecture

PAGES = {
    "public": 200,
    "archived": 200,
    "withdrawn": 410,
    "refused": 410,
    "merged": 301,
    "pending": 404,
    "returned": 404,
}
"""What a thing's page answers in each state."""
API = {**PAGES, "refused": 404}
CALENDARS = {**API, "archived": 410}
VISITS = {**PAGES, "public": 302, "archived": 302}
LISTS = ("/", "/lectures/", "/institutions/", "/feeds/resources.atom", "/lectures.ics", "/api/v1/lectures?per_page=100")
EVERYTHING = tuple(f"/api/v1/search?per_page=100&type={kind}" for kind in ("resource", "lecture"))
FEEDS: Mapping[type[Thing], str] = {Resource: "/feeds/resources.atom", Lecture: "/lectures.ics"}
PUBLIC_ID = re.compile(r"/(?:resources|lectures)/([a-z0-9]{10})\b")


def disagreements(world: World) -> Iterator[str]:
    """Everything that is shown and should not be, and the other way round; the index is brought level before."""
    sync(world.app.extensions["search_engine"], Path(world.app.instance_path), wait_seconds=10)
    session = db.session()
    session.rollback()
    things = _things(session)
    yield from _of_lists(world, session, things)
    for thing in things:
        yield from _of_answers(world, thing)
        if isinstance(thing, Resource):
            yield from _of_composing(world, thing)
        yield from _of_search(world, thing)
    session.rollback()


def _things(session: Session) -> list[Thing]:
    resources = session.scalars(select(Resource).order_by(Resource.id))
    lectures = session.scalars(select(Lecture).order_by(Lecture.id))
    return [*resources, *lectures]


def is_found(thing: Thing) -> bool:
    """Whether search offers it."""
    return thing.state == "public" and not (isinstance(thing, Resource) and thing.link_dead)


def _of_answers(world: World, thing: Thing) -> Iterator[str]:
    """The thing's own page, the API's and what else goes by its id: the right answer, and no word nobody accepted."""
    for path, expected in _places(thing).items():
        answer = world.client.get(path)
        if answer.status_code != expected:
            yield f"{path} of {_named(thing)} answers {answer.status_code}, not {expected}"
        if leaked := markers_in(answer.text, *answer.headers.values()) - world.vouched:
            yield f"{path} of {_named(thing)} shows {leaked}, which nobody accepted"
        if expected == 200 and first_marker([thing.title]) not in answer.text:
            yield f"{path} of {_named(thing)} does not show its title"


def _places(thing: Thing) -> Mapping[str, int]:
    state, number = thing.state, thing.public_id
    if isinstance(thing, Lecture):
        own = {f"/lectures/{number}": PAGES, f"/api/v1/lectures/{number}": API, f"/lectures/{number}.ics": CALENDARS}
    else:
        own = {f"/resources/{number}": PAGES, f"/api/v1/resources/{number}": API, f"/resources/{number}/visit": VISITS}
    return {path: statuses[state] for path, statuses in own.items()}


def _of_composing(world: World, resource: Resource) -> Iterator[str]:
    """What stands in a shown resource is what an accepted listing, or an editor, says."""
    for listing in resource.listings:
        if stray := markers_in(listing.accepted or "") - world.vouched:
            yield f"{_named(resource)} takes {stray} for accepted, which nobody accepted"
    if resource.state not in SHOWN_STATES:
        return
    if resource.state == "public" and resource.cost in ("paid", "unknown"):
        yield f"{_named(resource)} costs: {resource.cost}"
    said = [one.accepted for one in resource.listings if one.accepted]
    if stray := markers_in(words_of(resource)) - markers_in(*said, resource.edited):
        yield f"{_named(resource)} shows {stray}, which none of its accepted listings says"


def _of_search(world: World, thing: Thing) -> Iterator[str]:
    """Asked for by its own marker it is found if, and only if, it is public and its link is not dead."""
    marker = first_marker([thing.title])
    answer = world.client.get("/api/v1/search", query_string={"q": marker, "type": _kind(thing)})
    found = thing.public_id in {item["id"] for item in _items(answer)}
    if found != is_found(thing):
        yield f"search for {marker} {'finds' if found else 'does not find'} {_named(thing)}"
    suggested = world.client.get("/api/v1/suggest", query_string={"q": thing.title[:12]})
    if leaked := markers_in(suggested.text) - world.vouched:
        yield f"suggestions show {leaked}, which nobody accepted"


def _of_lists(world: World, session: Session, things: Sequence[Thing]) -> Iterator[str]:
    """Lists say what is public, and name all of it and nothing else."""
    public = [thing for thing in things if thing.state == "public"]
    words = markers_in(*map(_words, public))
    institutions = session.scalars(select(Institution).order_by(Institution.id)).all()
    for path in (*LISTS, *EVERYTHING, *(f"/institutions/{one.slug or one.public_id}" for one in institutions)):
        if stray := markers_in(world.client.get(path).text) - words:
            yield f"{path} shows {stray}, which nothing public says"
    named = _named_in_lists(world)
    for thing in things:
        for name, ids in named.items():
            ours = name not in FEEDS.values() or name == FEEDS[type(thing)]
            if ours and (thing.public_id in ids) != is_found(thing):
                yield f"{name} {'lists' if thing.public_id in ids else 'does not list'} {_named(thing)}"


def _named_in_lists(world: World) -> dict[str, set[str]]:
    """The public ids of what search, the sitemap, the feed and the calendar name."""
    named = {"search": {item["id"] for path in EVERYTHING for item in _items(world.client.get(path))}}
    for path in ("/sitemap.xml", *FEEDS.values()):
        named[path] = set(PUBLIC_ID.findall(world.client.get(path).text))
    return named


def _words(thing: Thing) -> object:
    return words_of(thing) if isinstance(thing, Resource) else LectureWords.of_lecture(thing).as_json()


def _items(answer: TestResponse) -> list[dict[str, str]]:
    items: list[dict[str, str]] = (answer.json or {})["items"]
    return items


def _kind(thing: Thing) -> str:
    return type(thing).__name__.lower()


def _named(thing: Thing) -> str:
    return f"{_kind(thing)} {thing.public_id} ({thing.state})"
