"""What readers and machines are shown of each thing, asked of the running site, held against what people accepted."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from catalogue.db import db
from catalogue.models import Lecture, Resource
from catalogue.models.states import SHOWN_STATES
from catalogue.search.sync import sync
from tests.catalogue.ledger_agreement.lists import disagreeing_lists
from tests.catalogue.ledger_agreement.markers import first_marker, markers_in
from tests.catalogue.ledger_agreement.things import (
    Thing,
    is_found,
    items_of,
    kind_of,
    named,
    said_by,
    things,
    whole,
    words_in,
)
from tests.catalogue.ledger_agreement.world import World

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
TYPED = 12
"""Characters typed into the search box: less than a title has, so that many things may be suggested."""


def disagreements(world: World, *, thorough: bool) -> Iterator[str]:
    """Everything that is shown and should not be, and the other way round; the index is brought level before.

    Unless it is to be thorough, a thing of which nothing changed is not asked about by itself.
    """
    sync(world.app.extensions["search_engine"], Path(world.app.instance_path), wait_seconds=10)
    session = db.session()
    session.rollback()
    all_things = things(session)
    public = said_by(thing for thing in all_things if thing.state == "public")
    yield from disagreeing_lists(world, session, all_things, public)
    for thing in all_things:
        yield from _of_words(world, thing)
        if thorough or world.asked.get(thing.public_id) != whole(thing):
            yield from _of_answers(world, thing, public)
            yield from _of_search(world, thing)
        world.asked[thing.public_id] = whole(thing)
    for typed in sorted({thing.title[:TYPED] for thing in all_things}):
        suggested = items_of(world.client.get("/api/v1/suggest", query_string={"q": typed}))
        if leaked := markers_in(*suggested) - public:
            yield f"suggestions show {leaked}, which nothing public says"
    session.rollback()


def _of_words(world: World, thing: Thing) -> Iterator[str]:
    """What readers may see was accepted: of a resource by an accepted listing, or an editor."""
    if isinstance(thing, Resource):
        yield from _of_listings(world, thing)
    if thing.state in SHOWN_STATES and (stray := markers_in(words_in(thing)) - world.vouched):
        yield f"{named(thing)} says {stray}, which nobody accepted"


def _of_listings(world: World, resource: Resource) -> Iterator[str]:
    for listing in resource.listings:
        if stray := markers_in(listing.accepted or "") - world.vouched:
            yield f"{named(resource)} takes {stray} for accepted, which nobody accepted"
    if resource.state not in SHOWN_STATES:
        return
    if resource.state == "public" and resource.cost in ("paid", "unknown"):
        yield f"{named(resource)} costs: {resource.cost}"
    said = [one.accepted for one in resource.listings if one.accepted]
    if stray := markers_in(words_in(resource)) - markers_in(*said, resource.edited):
        yield f"{named(resource)} shows {stray}, which none of its accepted listings says"


def _of_answers(world: World, thing: Thing, public: set[str]) -> Iterator[str]:
    """The thing's own page, the API's and what else goes by its id: the right answer, its words, none of others."""
    for path, expected in _places(thing).items():
        answer = world.client.get(path)
        if answer.status_code != expected:
            yield f"{path} of {named(thing)} answers {answer.status_code}, not {expected}"
        if leaked := markers_in(answer.text, *answer.headers.values()) - _told(thing) - public:
            yield f"{path} of {named(thing)} shows {leaked}, which neither it nor anything public says"
        if expected == 200 and first_marker([thing.title]) not in answer.text:
            yield f"{path} of {named(thing)} does not show its title"


def _told(thing: Thing) -> set[str]:
    """What may be read of a thing at its own address, which names the accepted ones of its sources too.

    Of what was taken off the site it is the title.
    """
    if thing.state in SHOWN_STATES:
        listings = thing.listings if isinstance(thing, Resource) else ()
        return markers_in(words_in(thing), *(one.accepted["url"] for one in listings if one.accepted))
    return markers_in(thing.title) if thing.state == "withdrawn" else set()


def _places(thing: Thing) -> Mapping[str, int]:
    state, number = thing.state, thing.public_id
    if isinstance(thing, Lecture):
        own = {f"/lectures/{number}": PAGES, f"/api/v1/lectures/{number}": API, f"/lectures/{number}.ics": CALENDARS}
    else:
        own = {f"/resources/{number}": PAGES, f"/api/v1/resources/{number}": API, f"/resources/{number}/visit": VISITS}
    return {path: statuses[state] for path, statuses in own.items()}


def _of_search(world: World, thing: Thing) -> Iterator[str]:
    """Asked for by its own marker it is found if, and only if, it is public and its link is not dead."""
    marker = first_marker([thing.title])
    answer = world.client.get("/api/v1/search", query_string={"q": marker, "type": kind_of(thing)})
    found = thing.public_id in {item["id"] for item in items_of(answer)}
    if found != is_found(thing):
        yield f"search for {marker} {'finds' if found else 'does not find'} {named(thing)}"
