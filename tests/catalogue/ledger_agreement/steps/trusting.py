"""Standing approvals: asked for and decided, given by an operator, taken back, ended by another address."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import writing
from catalogue.domain.review.deciding import accept, refuse
from catalogue.domain.review.sources import request_trust
from catalogue.domain.sources.states import change_source_address, mark_source_important, trust, untrust
from catalogue.models import ReviewTask, Source
from tests.catalogue.ledger_agreement.world import OPERATOR, Step, World
from tests.reviewing import found


def ask_for_trust(world: World) -> str | None:
    with writing() as session:
        source = _source(world, session)
        request_trust(session, source, "审过多条，没有问题", by=world.chance.choice([*world.seniors, *world.reviewers]))
        return source.title


def decide_on_trust(world: World) -> str | None:
    by, decide = world.chance.choice([*world.seniors, *world.reviewers]), world.chance.choice((accept, accept, refuse))
    with writing() as session:
        asked = select(ReviewTask).where(ReviewTask.state == "open", ReviewTask.kind == "source_trust")
        task = world.one_of(session, asked.order_by(ReviewTask.id))
        if task is None:
            return None
        decision = decide(session, task, found(task, "看过了"), by=by)
        return f"{by} {task.title}: {decision.outcome}"


def trust_by_the_operator(world: World) -> str:
    with writing() as session:
        source = _source(world, session)
        trust(session, source, by=OPERATOR)
        return source.title


def take_trust_back(world: World) -> str:
    with writing() as session:
        source = _source(world, session)
        untrust(session, source, by=world.seniors[0], reason="发现收费内容")
        return source.title


def move_a_source(world: World) -> str:
    """The same list at another address."""
    number = world.chance.choice(sorted(world.places))
    place = world.places[number]
    place.path += "-moved"
    with writing() as session:
        source = session.get_one(Source, number)
        change_source_address(session, source, f"{world.site.url}/{place.path}", by=world.seniors[0])
        return place.path


def mark_a_source_important(world: World) -> str:
    with writing() as session:
        source = _source(world, session)
        mark_source_important(session, source, not source.important, by=world.seniors[0])
        return f"{source.title} {source.important}"


def _source(world: World, session: Session) -> Source:
    return world.chance.choice(session.scalars(select(Source).order_by(Source.id)).all())


TRUSTING: dict[Step, int] = {
    ask_for_trust: 1,
    decide_on_trust: 2,
    trust_by_the_operator: 1,
    take_trust_back: 1,
    move_a_source: 1,
    mark_a_source_important: 1,
}
