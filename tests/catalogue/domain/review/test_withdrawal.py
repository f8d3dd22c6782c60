"""Withdrawal and reinstatement: at once, with a reason, and back only on another person's word."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.intake.resources import take_in
from catalogue.domain.review.deciding import accept, refuse
from catalogue.domain.review.people import NotTheirs
from catalogue.domain.review.withdrawal import WITHDRAWAL_REASONS, reinstate, withdraw_thing
from catalogue.domain.submissions.problem_reports import NewReport, report_problem
from catalogue.errors import CatalogueError
from catalogue.models import Event, ProblemReport, Resource, ReviewTask
from tests.factories import make_carried, make_lecture, make_record, make_resource
from tests.people import make_account
from tests.reviewing import found, the_task, untrusted, waiting_task

ALICE, BOB = "operator:alice", "operator:bob"


def test_readers_are_told_the_reason_and_the_record_the_particulars(session: Session) -> None:
    resource = make_resource(session)
    withdraw_thing(session, resource, "marketing", "第三讲推销手机", by=ALICE)
    assert (resource.state, resource.reason) == ("withdrawn", WITHDRAWAL_REASONS["marketing"].public)
    noted = session.scalars(select(Event.note).where(Event.what == "resource.withdrawn")).one()
    assert noted == "marketing：第三讲推销手机"


def test_a_lecture_is_withdrawn_alike(session: Session) -> None:
    lecture = make_lecture(session)
    withdraw_thing(session, lecture, "provider", "讲者来信", by=ALICE)
    assert (lecture.state, lecture.reason) == ("withdrawn", WITHDRAWAL_REASONS["provider"].public)


def test_nothing_is_withdrawn_without_saying_why(session: Session) -> None:
    with pytest.raises(CatalogueError, match="请写明"):
        withdraw_thing(session, make_resource(session), "paid", " ", by=ALICE)


def test_a_reason_must_be_one_of_the_list(session: Session) -> None:
    with pytest.raises(CatalogueError, match="请选择"):
        withdraw_thing(session, make_resource(session), "whim", "不喜欢", by=ALICE)


def test_what_waits_is_refused_and_not_withdrawn(session: Session) -> None:
    with pytest.raises(CatalogueError, match="审核任务"):
        withdraw_thing(session, make_resource(session, state="pending"), "paid", "收费", by=ALICE)


def test_withdrawing_answers_the_reports_and_the_open_tasks(session: Session) -> None:
    resource = make_resource(session)
    report_problem(session, resource, NewReport("paid"), sender="")
    withdraw_thing(session, resource, "paid", "读者报告，核实了", by=ALICE)
    assert session.scalars(select(ProblemReport.state)).all() == ["done"]
    assert session.scalars(select(ReviewTask.state)).all() == ["dropped"]


def test_another_person_gives_it_back(session: Session) -> None:
    resource = make_resource(session)
    withdraw_thing(session, resource, "paid", "收费", by=ALICE)
    reinstate(session, resource, "又免费了", by=BOB)
    assert (resource.state, resource.reason) == ("public", "")


def test_whoever_withdrew_it_does_not_give_it_back(session: Session) -> None:
    resource = make_resource(session)
    withdraw_thing(session, resource, "paid", "收费", by=ALICE)
    with pytest.raises(NotTheirs, match="另一位"):
        reinstate(session, resource, "看错了", by=ALICE)


def test_nor_do_they_once_the_record_of_it_is_only_carried_on(session: Session) -> None:
    resource = make_resource(session, state="withdrawn")
    make_carried(session, "resource.withdrawn", resource, actor=ALICE)
    with pytest.raises(NotTheirs, match="另一位"):
        reinstate(session, resource, "看错了", by=ALICE)


def test_what_was_refused_can_be_taken_in_after_all(session: Session) -> None:
    task = waiting_task(session)
    refuse(session, task, found(task, "看错了"), by=ALICE)
    assert task.resource is not None and task.listing is not None
    reinstate(session, task.resource, "是数字技能课程", by=BOB)
    assert (task.resource.state, task.listing.accepted) == ("public", task.listing.latest)


def test_no_harvest_brings_it_back(session: Session) -> None:
    source = untrusted(session, trusted_by=ALICE)
    take_in(session, source, make_record(key="1", title="手机入门"))
    resource = session.scalars(select(Resource)).one()
    withdraw_thing(session, resource, "rights", "权利人来函", by=ALICE)
    outcome = take_in(session, source, make_record(key="1", title="手机入门（新版）"))
    assert (outcome.word, resource.state) == ("refused", "withdrawn")


def test_nobody_gives_back_what_their_own_institution_provides(session: Session) -> None:
    resource = make_resource(session)
    withdraw_thing(session, resource, "paid", "收费", by=ALICE)
    member = make_account(session, "senior_reviewer", institution=resource.provider)
    with pytest.raises(NotTheirs, match="所在机构"):
        reinstate(session, resource, "又免费了", by=member.actor)


def test_a_change_that_waited_is_asked_about_again_once_it_is_back(session: Session) -> None:
    source = untrusted(session)
    task = waiting_task(session, source, key="1", title="手机入门")
    accept(session, task, found(task), by=ALICE)
    resource = task.resource
    assert resource is not None
    take_in(session, source, make_record(key="1", url=resource.url, title="手机入门（新版）"))
    withdraw_thing(session, resource, "rights", "权利人来函", by=ALICE)
    reinstate(session, resource, "权利人撤回", by=BOB)
    assert (resource.title, the_task(session).kind) == ("手机入门", "changed_listing")
