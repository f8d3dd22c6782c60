"""Likely matches and readers' reports: settled from the queue, and closed wherever else they are answered."""

import pytest
from sqlalchemy.orm import Session

from catalogue.domain.intake.resources import take_in
from catalogue.domain.review.deciding import accept
from catalogue.domain.review.matches import settle_match
from catalogue.domain.review.reports import settle_report
from catalogue.domain.submissions.problem_reports import NewReport, close_report, report_problem
from catalogue.errors import CatalogueError
from catalogue.models import Resource, ReviewTask
from tests.factories import make_record, make_resource, make_source
from tests.reviewing import found, the_task, untrusted

ALICE = "operator:alice"


def two_alike(session: Session) -> ReviewTask:
    """The task about a record that may be a public resource."""
    course = {"title": "大学计算机", "provider": "南昌大学"}
    take_in(session, make_source(session), make_record(**course, teachers=("李明",)))
    take_in(session, untrusted(session), make_record(**course, teachers=("王芳",)))
    return the_task(session)


def reported(session: Session) -> tuple[Resource, ReviewTask]:
    resource = make_resource(session, title="手机入们")
    report_problem(session, resource, NewReport("wrong", "题目写错了", "138"), sender="")
    return resource, the_task(session)


def test_the_same_course_becomes_part_of_the_public_one(session: Session) -> None:
    task = two_alike(session)
    ours = task.resource
    settle_match(session, task, found(task), same=True, by=ALICE)
    assert ours is not None and ours.merged_into is not None
    assert (ours.state, ours.merged_into.state, task.state) == ("merged", "public", "done")
    assert [one.outcome for one in task.decisions] == ["merged"]


def test_another_course_goes_on_to_be_reviewed(session: Session) -> None:
    task = two_alike(session)
    settle_match(session, task, found(task), same=False, by=ALICE)
    assert ([one.outcome for one in task.decisions], the_task(session).kind) == (["kept_apart"], "new_resource")


def test_a_mended_report_is_closed_with_the_word_on_it_and_forgets_the_reader(session: Session) -> None:
    resource, task = reported(session)
    assert task.report is not None
    settle_report(session, task, found(task, "改了题目", corrections={"title": "手机入门"}), mended=True, by=ALICE)
    assert (resource.edited["title"], task.report.state, task.report.contact, task.state) == (
        "手机入门",
        "done",
        "",
        "done",
    )


def test_a_report_without_ground_is_dropped(session: Session) -> None:
    _, task = reported(session)
    assert task.report is not None
    settle_report(session, task, found(task, "题目没有错"), mended=False, by=ALICE)
    assert (task.report.state, [one.outcome for one in task.decisions]) == ("dropped", ["dropped"])


def test_a_report_is_not_closed_without_a_word(session: Session) -> None:
    _, task = reported(session)
    with pytest.raises(CatalogueError, match="请写明"):
        settle_report(session, task, found(task), mended=True, by=ALICE)


def test_a_report_closed_on_the_command_line_waits_for_nobody(session: Session) -> None:
    _, task = reported(session)
    assert task.report is not None
    close_report(session, task.report, mended=True, by=ALICE)
    assert task.state == "dropped"


def test_what_turns_out_to_cost_money_is_withdrawn_and_not_corrected(session: Session) -> None:
    _, task = reported(session)
    with pytest.raises(CatalogueError, match="请到这个资源的页面出库"):
        settle_report(session, task, found(task, "要收费", corrections={"cost": "paid"}), mended=True, by=ALICE)


def test_a_likely_match_is_not_to_be_accepted_as_a_resource_is(session: Session) -> None:
    task = two_alike(session)
    with pytest.raises(CatalogueError, match="请在它自己的页面上处理"):
        accept(session, task, found(task), by=ALICE)
