"""Accepting, sending back and refusing: what becomes of the thing, who is told what, and who may not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.institutions.providers import Providers
from catalogue.domain.intake.lectures import take_in_lecture
from catalogue.domain.intake.resources import take_in
from catalogue.domain.review.claims import claim
from catalogue.domain.review.deciding import accept, refuse, send_back
from catalogue.domain.review.guard import AlreadyDecided, ChangedMeanwhile, ClaimedByAnother
from catalogue.domain.review.people import NotTheirs
from catalogue.domain.screening.flags import Flag, flags_as_json
from catalogue.domain.tasks.opening import open_listing_task
from catalogue.errors import CatalogueError
from catalogue.models import Event, Resource, ReviewDecision, ReviewTask, Source
from harvesters.record import LectureRecord
from tests.factories import make_institution, make_record
from tests.people import make_account
from tests.reviewing import ALL_PASSED, found, the_task, untrusted, waiting_task

ALICE, BOB = "operator:alice", "operator:bob"


def resource_of(task: ReviewTask) -> Resource:
    assert task.resource is not None
    return task.resource


def changed(session: Session, source: Source, **values: Any) -> ReviewTask:
    """The task about a change of something accepted."""
    task = waiting_task(session, source, key="1", title="手机入门", summary="从开机讲起。")
    accept(session, task, found(task), by=ALICE)
    take_in(session, source, make_record(key="1", title="手机入门", url=resource_of(task).url, **values))
    return the_task(session)


def test_an_accepted_resource_is_public_and_its_decision_names_the_person(session: Session) -> None:
    task = waiting_task(session)
    accept(session, task, found(task), by=ALICE)
    assert (resource_of(task).state, task.state, task.decided_by) == ("public", "done", ALICE)
    [decision] = session.scalars(select(ReviewDecision))
    assert (decision.outcome, decision.by, decision.checks) == ("accepted", ALICE, ALL_PASSED)
    published = session.scalars(select(Event).where(Event.what == "resource.public")).one()
    assert published.actor == ALICE


def test_one_criterion_that_fails_is_enough_against_accepting(session: Session) -> None:
    task = waiting_task(session)
    with pytest.raises(CatalogueError, match="七项都通过才能同意"):
        accept(session, task, found(task, checks={**ALL_PASSED, "timely": False}), by=ALICE)


def test_corrections_win_over_what_the_source_says_from_then_on(session: Session) -> None:
    source = untrusted(session)
    task = waiting_task(session, source, key="1", title="手机入们")
    accept(session, task, found(task, corrections={"title": "手机入门"}), by=ALICE)
    assert (resource_of(task).title, task.decisions[0].outcome) == ("手机入门", "corrected")


def test_unknown_cost_must_be_settled_before_it_is_shown(session: Session) -> None:
    task = waiting_task(session, untrusted(session, default_cost="unknown"), cost="unknown")
    with pytest.raises(CatalogueError, match="请先核对是否免费"), session.begin_nested():
        accept(session, task, found(task), by=ALICE)
    session.expire_all()
    accept(session, task, found(task, corrections={"cost": "free"}), by=ALICE)
    assert (resource_of(task).state, resource_of(task).cost) == ("public", "free")


def test_what_costs_money_is_never_shown(session: Session) -> None:
    task = waiting_task(session)
    with pytest.raises(CatalogueError, match="收费资源不收录"):
        accept(session, task, found(task, corrections={"cost": "paid"}), by=ALICE)


def test_an_accepted_change_is_shown(session: Session) -> None:
    task = changed(session, untrusted(session), summary="从充电讲起。")
    assert (task.kind, resource_of(task).summary) == ("changed_listing", "从开机讲起。")
    accept(session, task, found(task), by=ALICE)
    assert resource_of(task).summary == "从充电讲起。"


def test_a_refused_change_leaves_what_was_accepted(session: Session) -> None:
    task = changed(session, untrusted(session), summary="加微信领红包。")
    refuse(session, task, found(task, "推销"), by=ALICE)
    assert (resource_of(task).state, resource_of(task).summary) == ("public", "从开机讲起。")


def test_what_is_sent_back_says_why_and_waits_again_once_it_was_mended(session: Session) -> None:
    source = untrusted(session)
    task = waiting_task(session, source, key="1")
    send_back(session, task, found(task, "简介太短"), by=ALICE)
    assert (resource_of(task).state, resource_of(task).reason) == ("returned", "简介太短")

    take_in(session, source, make_record(key="1", url=resource_of(task).url, summary="讲手机的十个常用功能。"))

    again = the_task(session)
    assert (again.kind, resource_of(again).state, resource_of(again).reason) == ("new_resource", "pending", "")


def test_a_standing_approval_does_not_publish_what_a_person_sent_back(session: Session) -> None:
    source = untrusted(session)
    task = waiting_task(session, source, key="1")
    send_back(session, task, found(task, "简介太短"), by=ALICE)
    source.trusted_by = BOB
    take_in(session, source, make_record(key="1", url=resource_of(task).url, summary="讲手机的十个常用功能。"))
    assert (resource_of(task).state, the_task(session).kind) == ("pending", "new_resource")


def test_sending_back_needs_a_reason(session: Session) -> None:
    task = waiting_task(session)
    with pytest.raises(CatalogueError, match="请写明原因"):
        send_back(session, task, found(task, " "), by=ALICE)


def test_a_refused_resource_stays_away_whatever_its_source_says(session: Session) -> None:
    source = untrusted(session)
    task = waiting_task(session, source, key="1")
    refuse(session, task, found(task, "不是数字技能课程"), by=ALICE)
    outcome = take_in(session, source, make_record(key="1", url=resource_of(task).url, title="换个名字"))
    assert (outcome.word, resource_of(task).state) == ("refused", "refused")


def test_the_second_to_decide_is_told_who_decided_what(session: Session) -> None:
    task = waiting_task(session)
    seen = found(task)
    accept(session, task, seen, by=ALICE)
    with pytest.raises(AlreadyDecided, match=r"操作员 alice 在 .* 处理了：同意"):
        refuse(session, task, replace(seen, remark="重复"), by=BOB)


def test_what_somebody_claimed_nobody_else_decides(session: Session) -> None:
    task = waiting_task(session)
    claim(session, task, 20, by=ALICE)
    with pytest.raises(ClaimedByAnother, match="操作员 alice 正在审"):
        accept(session, task, found(task), by=BOB)


def test_a_claim_ends_by_itself(session: Session) -> None:
    task = waiting_task(session)
    claim(session, task, 0, by=ALICE)
    accept(session, task, found(task), by=BOB)
    assert (task.state, task.claimed_by) == ("done", "")


def test_nothing_is_decided_that_changed_since_it_was_seen(session: Session) -> None:
    source = untrusted(session)
    task = waiting_task(session, source, key="1")
    seen = found(task)
    take_in(session, source, make_record(key="1", url=resource_of(task).url, summary="加微信领红包。"))
    with pytest.raises(ChangedMeanwhile):
        accept(session, task, seen, by=ALICE)


def test_nobody_decides_about_their_own_institution(session: Session) -> None:
    task = waiting_task(session, provider="赣江数字学院")
    member = make_account(session, "senior_reviewer", institution=resource_of(task).provider)
    with pytest.raises(NotTheirs, match="所在机构"):
        accept(session, task, found(task), by=member.actor)


def test_nobody_decides_about_what_their_own_institution_lists(session: Session) -> None:
    school = make_institution(session)
    member = make_account(session, "reviewer", institution=school)
    task = waiting_task(session, untrusted(session, institution=school), provider="别的大学")
    with pytest.raises(NotTheirs):
        accept(session, task, found(task), by=member.actor)


def test_an_important_one_waits_for_a_second_person(session: Session) -> None:
    task = waiting_task(session, untrusted(session, important=True))
    accept(session, task, found(task), by=ALICE)
    assert (resource_of(task).state, task.state) == ("pending", "open")
    accept(session, task, found(task), by=BOB)
    assert (resource_of(task).state, [one.by for one in task.decisions]) == ("public", [ALICE, BOB])


def test_the_same_person_does_not_count_as_two(session: Session) -> None:
    task = waiting_task(session, untrusted(session, important=True))
    accept(session, task, found(task), by=ALICE)
    with pytest.raises(NotTheirs, match="您已经同意过"):
        accept(session, task, found(task), by=ALICE)


def test_a_first_acceptance_ends_when_the_thing_changes(session: Session) -> None:
    source = untrusted(session, important=True)
    task = waiting_task(session, source, key="1")
    accept(session, task, found(task), by=ALICE)
    take_in(session, source, make_record(key="1", url=resource_of(task).url, summary="加微信领红包。"))
    accept(session, task, found(task), by=BOB)
    assert (resource_of(task).state, task.state) == ("pending", "open")


def test_what_screening_finds_serious_is_important(session: Session) -> None:
    listing = waiting_task(session).listing
    assert listing is not None
    task = open_listing_task(session, listing, "screened", {"flags": flags_as_json([Flag("paid", "title")])})
    assert (task.kind, task.flagged, task.important) == ("screened", True, True)


@pytest.mark.parametrize(("code", "flagged"), [("marketing", True), ("missing_field", False)])
def test_a_warning_flags_a_task_and_a_note_does_not(session: Session, code: str, flagged: bool) -> None:
    listing = waiting_task(session).listing
    assert listing is not None
    task = open_listing_task(session, listing, "new_resource", {"flags": flags_as_json([Flag(code, "title")])})
    assert (task.flagged, task.important) == (flagged, False)


def test_a_change_of_dates_alone_flows_through(session: Session) -> None:
    source = untrusted(session)
    task = waiting_task(session, source, key="1", title="手机入门", published=date(2025, 1, 1))
    accept(session, task, found(task), by=ALICE)
    record = make_record(key="1", title="手机入门", url=resource_of(task).url, published=date(2026, 1, 1))
    assert take_in(session, source, record).word == "changed"
    assert resource_of(task).published == date(2026, 1, 1)


def test_a_change_taken_back_by_its_source_waits_for_nobody(session: Session) -> None:
    task = changed(session, source := untrusted(session), summary="从充电讲起。")
    take_in(session, source, make_record(key="1", title="手机入门", url=resource_of(task).url, summary="从开机讲起。"))
    assert (task.state, resource_of(task).summary) == ("dropped", "从开机讲起。")


def test_a_lecture_is_accepted(session: Session) -> None:
    task = waiting_lecture(session, untrusted(session))
    accept(session, task, found(task), by=ALICE)
    assert task.lecture is not None and task.lecture.state == "public"


def test_a_lecture_sent_back_waits_again_once_it_was_mended(session: Session) -> None:
    source = untrusted(session)
    task = waiting_lecture(session, source)
    send_back(session, task, found(task, "没有写时间长短"), by=ALICE)
    assert task.lecture is not None
    assert (task.lecture.state, task.lecture.reason) == ("returned", "没有写时间长短")
    again = waiting_lecture(session, source, summary="两小时")
    assert (again.lecture, task.lecture.state) == (task.lecture, "pending")


def test_a_lecture_is_not_corrected_here(session: Session) -> None:
    task = waiting_lecture(session, untrusted(session))
    with pytest.raises(CatalogueError, match="来源的日历为准"):
        accept(session, task, found(task, corrections={"title": "别的"}), by=ALICE)


def waiting_lecture(session: Session, source: Source, **values: Any) -> ReviewTask:
    starts = datetime(2026, 12, 1, 8, tzinfo=UTC)
    record = LectureRecord(**{"uid": "1", "title": "手机防诈骗", "starts": starts, **values})
    take_in_lecture(session, source, record, Providers(session))
    return the_task(session)
