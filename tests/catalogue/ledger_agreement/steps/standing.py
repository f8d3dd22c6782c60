"""What becomes of what is public: withdrawn and reinstated, reported by readers, archived, its link dead and back."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now, writing
from catalogue.domain.intake.grace import archive_vanished
from catalogue.domain.intake.held_words import LectureWords
from catalogue.domain.links.asking import Answer, Link
from catalogue.domain.links.due import check_of
from catalogue.domain.links.meaning import Finding
from catalogue.domain.links.recording import record
from catalogue.domain.links.standing import Rules
from catalogue.domain.review.reports import settle_report
from catalogue.domain.review.withdrawal import WITHDRAWAL_REASONS, reinstate, withdraw_thing
from catalogue.domain.submissions.problem_reports import NewReport, report_problem
from catalogue.models import Lecture, Resource, ReviewTask
from tests.catalogue.ledger_agreement.world import Step, World
from tests.reviewing import found

AT_ONCE = Rules(check_days=14, failures=1, failure_days=1)


def withdraw(world: World) -> str | None:
    by, code = world.chance.choice(world.seniors), world.chance.choice(list(WITHDRAWAL_REASONS))
    with writing() as session:
        thing = _thing_in(world, session, "public", "archived")
        if thing is None:
            return None
        withdraw_thing(session, thing, code, "核实了", by=by)
        return f"{by} {thing.public_id} {code}"


def reinstate_a_thing(world: World) -> str | None:
    by = world.chance.choice(world.seniors)
    with writing() as session:
        thing = _thing_in(world, session, "withdrawn", "refused")
        if thing is None:
            return None
        never = isinstance(thing, Resource) and not any(one.accepted for one in thing.listings)
        reinstate(session, thing, "可以恢复", by=by)
        if isinstance(thing, Resource) and never:
            world.vouch(*(one.latest for one in thing.listings))
        elif isinstance(thing, Lecture):
            world.vouch(LectureWords.of_lecture(thing).as_json())
        return f"{by} {thing.public_id}"


def report_a_problem(world: World) -> str | None:
    with writing() as session:
        resource = world.one_of(session, select(Resource).where(Resource.state == "public").order_by(Resource.id))
        if resource is None:
            return None
        return report_problem(session, resource, NewReport("wrong", "题目写错了"), sender="").public_id


def settle_a_report(world: World) -> str | None:
    mended, corrections = world.chance.random() < 0.5, {"summary": f"编辑写的简介{next(world.markers)}"}
    with writing() as session:
        reports = select(ReviewTask).where(ReviewTask.state == "open", ReviewTask.kind == "problem_report")
        task = world.one_of(session, reports.order_by(ReviewTask.id))
        if task is None:
            return None
        findings = found(task, "核对过", corrections=corrections)
        settle_report(session, task, findings, mended=mended, by=world.seniors[0])
        world.vouch(corrections)
        return f"{task.title}: {mended}"


def let_grace_end(world: World) -> str | None:
    with writing() as session:
        return str(archive_vanished(session, 0)) or None


def check_a_link(world: World) -> str | None:
    """It fails for good, or answers."""
    finding = world.chance.choice((Finding("gone", "not_found", 404), Finding("answers", "answers", 200)))
    with writing() as session:
        resource = world.one_of(session, select(Resource).where(Resource.state == "public").order_by(Resource.id))
        if resource is None:
            return None
        check = check_of(session, resource, now())
        answer = Answer(Link(check.resource_id, check.address, check.host), finding)
        record(session, [answer], now() + timedelta(days=1), AT_ONCE)
        return f"{resource.public_id} {check.state}"


def _thing_in(world: World, session: Session, *states: str) -> Resource | Lecture | None:
    model: type[Resource] | type[Lecture] = world.chance.choice((Resource, Resource, Lecture))
    return world.one_of(session, select(model).where(model.state.in_(states)).order_by(model.id))


STANDING: dict[Step, int] = {
    withdraw: 3,
    reinstate_a_thing: 3,
    report_a_problem: 1,
    settle_a_report: 1,
    let_grace_end: 2,
    check_a_link: 3,
}
