"""Whatever happens in whatever order, nothing is public but by a person's decision or a standing approval."""

from collections.abc import Callable
from random import Random

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import db, writing
from catalogue.domain.intake import take_in, take_out
from catalogue.domain.merging import merge, standing_merges, undo_merge
from catalogue.domain.publishing import correct
from catalogue.domain.review.deciding import accept, refuse, send_back
from catalogue.domain.review.matches import settle_match
from catalogue.domain.review.withdrawal import reinstate, withdraw_thing
from catalogue.domain.sources import trust, untrust
from catalogue.errors import CatalogueError
from catalogue.models import Event, Listing, Resource, ReviewTask, Source
from catalogue.models.states import RESOURCE_MOVES
from tests.factories import make_record, make_source
from tests.reviewing import found, untrusted

STEPS = 150
PEOPLE = ("operator:alice", "operator:bob")
TITLES = ("手机入门", "电商直播", "网络安全", "人工智能导论", "表格处理")
ANSWERS = {
    "public": (200,),
    "archived": (200,),
    "withdrawn": (410,),
    "refused": (410,),
    "pending": (404,),
    "returned": (404, 410),
    "merged": (301,),
}
"""What the page of a resource answers, by its state."""
LISTS = ("/sitemap.xml", "/feeds/resources.atom", "/institutions/")
Step = Callable[[Session, Random], object]


def harvest(session: Session, random: Random) -> None:
    """A record of one of few keys, so that most are changes."""
    source = random.choice(session.scalars(select(Source)).all())
    number, cost = random.randrange(6), random.choice(("free", "free", "free", "unknown", "paid"))
    title = f"{random.choice(TITLES)}（{number}）"
    take_in(session, source, make_record(key=f"{source.id}-{number}", title=title, cost=cost, provider="示范大学"))


def lose(session: Session, random: Random) -> None:
    listing = random.choice(session.scalars(select(Listing)).all())
    take_out(session, listing.source, listing.key)


def decide(session: Session, random: Random) -> None:
    task = random.choice(session.scalars(select(ReviewTask).where(ReviewTask.state == "open")).all())
    by, findings = random.choice(PEOPLE), found(task, "看过了")
    if task.kind == "likely_match":
        settle_match(session, task, findings, same=random.random() < 0.5, by=by)
    else:
        random.choice((accept, accept, accept, send_back, refuse))(session, task, findings, by=by)


def edit(session: Session, random: Random) -> None:
    correct(session, some_resource(session, random), title=random.choice(TITLES), by=PEOPLE[0])


def withdraw(session: Session, random: Random) -> None:
    withdraw_thing(session, some_resource(session, random), "other", "核查", by=random.choice(PEOPLE))


def give_back(session: Session, random: Random) -> None:
    reinstate(session, some_resource(session, random), "核查", by=random.choice(PEOPLE))


def join(session: Session, random: Random) -> None:
    merge(session, some_resource(session, random), some_resource(session, random), by=PEOPLE[0])


def part(session: Session, random: Random) -> None:
    undo_merge(session, random.choice(standing_merges(session)), by=PEOPLE[1])


def change_trust(session: Session, random: Random) -> None:
    source = random.choice(session.scalars(select(Source)).all())
    if source.trusted:
        untrust(session, source, by=PEOPLE[0], reason="核查")
    else:
        trust(session, source, by=PEOPLE[0])


WHAT_HAPPENS: tuple[Step, ...] = (
    *((harvest,) * 6),
    *((decide,) * 6),
    lose,
    edit,
    withdraw,
    give_back,
    join,
    part,
    change_trust,
)


def some_resource(session: Session, random: Random) -> Resource:
    return random.choice(session.scalars(select(Resource).order_by(Resource.id)).all())


@pytest.mark.parametrize("seed", range(3))
def test_pages_lists_and_ledger_agree_after_every_step(client: FlaskClient, seed: int) -> None:
    random = Random(seed)
    with writing() as session:
        make_source(session, title="可信来源")
        untrusted(session, title="来源")
    for _ in range(STEPS):
        happen(random.choice(WHAT_HAPPENS), random)
        db.session.expire_all()
        for resource in db.session.scalars(select(Resource)):
            check_ledger(resource)
            assert client.get(f"/resources/{resource.public_id}").status_code in ANSWERS[resource.state]
        check_lists(client)
    assert {"public"} <= set(db.session.scalars(select(Resource.state)))


def happen(step: Step, random: Random) -> None:
    """What cannot be done is refused whole; what there is nothing of to choose from is left out."""
    try:
        with writing() as session:
            step(session, random)
    except (CatalogueError, IndexError):
        pass


def check_ledger(resource: Resource) -> None:
    """The last move of the ledger is the state, and whatever is public was published by somebody who answers for it."""
    moves = tuple(f"resource.{state}" for state in RESOURCE_MOVES)
    of_resource = select(Event).where(Event.subject_id == resource.public_id, Event.what.in_(moves))
    events = db.session.scalars(of_resource.order_by(Event.id)).all()
    assert (events[-1].after if events else "pending") == resource.state
    published = [event for event in events if event.after == "public" and event.before != "merged"]
    if resource.state == "public":
        assert published[0].actor.startswith(("operator:", "approval:"))
    for event in published:
        assert event.actor in PEOPLE or "的长期批准" in event.note or event.before == "archived"


def check_lists(client: FlaskClient) -> None:
    for path in LISTS:
        text = client.get(path).get_data(as_text=True)
        for resource in db.session.scalars(select(Resource).where(Resource.state != "public")):
            assert f"/resources/{resource.public_id}" not in text
