"""Proposed sources and standing approvals: reviewed, given by somebody senior, and taken back at once."""

import pytest
from sqlalchemy.orm import Session

from catalogue.domain.intake.resources import take_in
from catalogue.domain.ledger.events import approval_of
from catalogue.domain.review.deciding import accept, refuse
from catalogue.domain.review.history import published_under
from catalogue.domain.review.people import NotTheirs
from catalogue.domain.review.sources import approve_source, request_trust
from catalogue.domain.sources.states import change_source_address, untrust
from catalogue.domain.tasks.opening import open_source_task
from catalogue.errors import CatalogueError
from tests.factories import make_carried, make_record, make_resource, make_source
from tests.people import make_account
from tests.reviewing import found, the_task, untrusted

ALICE, BOB = "operator:alice", "operator:bob"


def test_an_accepted_proposal_may_be_harvested(session: Session) -> None:
    source = untrusted(session, state="proposed")
    task = open_source_task(session, source, "source_proposal", by=ALICE)
    accept(session, task, found(task), by=BOB)
    assert (source.state, source.trusted) == ("approved", False)


def test_a_refused_proposal_says_why(session: Session) -> None:
    source = untrusted(session, state="proposed")
    task = open_source_task(session, source, "source_proposal", by=ALICE)
    refuse(session, task, found(task, "不是教育机构的网站"), by=BOB)
    assert (source.state, task.decisions[0].remark) == ("refused", "不是教育机构的网站")


def test_a_proposal_approved_on_the_command_line_waits_for_nobody(session: Session) -> None:
    source = untrusted(session, state="proposed")
    task = open_source_task(session, source, "source_proposal", by=ALICE)
    approve_source(session, source, by=BOB)
    assert task.state == "dropped"


def test_a_standing_approval_names_who_gave_it(session: Session) -> None:
    source, senior = untrusted(session), make_account(session, "senior_reviewer")
    task = request_trust(session, source, "审过 60 条，没有问题", by=ALICE)
    accept(session, task, found(task), by=senior.actor)
    assert (source.trusted_by, task.decisions[0].by) == (senior.actor, senior.actor)


def test_whoever_asks_for_a_standing_approval_does_not_give_it(session: Session) -> None:
    task = request_trust(session, untrusted(session), "审过 60 条，没有问题", by=ALICE)
    with pytest.raises(NotTheirs, match="另一位"):
        accept(session, task, found(task), by=ALICE)


def test_a_standing_approval_is_asked_for_once(session: Session) -> None:
    source = untrusted(session)
    request_trust(session, source, "审过 60 条，没有问题", by=ALICE)
    with pytest.raises(CatalogueError, match="已经有人申请了"):
        request_trust(session, source, "我也觉得可以", by=BOB)


def test_a_reviewer_gives_no_standing_approval(session: Session) -> None:
    reviewer = make_account(session, "reviewer")
    task = request_trust(session, untrusted(session), "审过 60 条，没有问题", by=ALICE)
    with pytest.raises(NotTheirs, match="高级审核员"):
        accept(session, task, found(task), by=reviewer.actor)


def test_a_refused_request_leaves_the_source_untrusted(session: Session) -> None:
    source = untrusted(session)
    task = request_trust(session, source, "审过 60 条，没有问题", by=ALICE)
    refuse(session, task, found(task, "错误太多"), by=BOB)
    assert (source.trusted, source.state) == (False, "approved")


def test_after_an_approval_was_taken_back_new_things_wait(session: Session) -> None:
    source = make_source(session)
    untrust(session, source, by=BOB, reason="上月三条收费")
    take_in(session, source, make_record())
    assert the_task(session).kind == "new_resource"


def test_an_approval_that_is_not_there_is_not_taken_back(session: Session) -> None:
    with pytest.raises(CatalogueError, match="没有长期批准"):
        untrust(session, untrusted(session), by=BOB, reason="")


def test_another_address_ends_the_standing_approval(session: Session) -> None:
    source = make_source(session, adapter="feed", url="https://example.edu.cn/feed.xml")
    change_source_address(session, source, "https://example.edu.cn/new.xml", by=BOB)
    assert (source.url, source.trusted) == ("https://example.edu.cn/new.xml", False)


def test_the_same_address_changes_nothing(session: Session) -> None:
    source = make_source(session, adapter="feed", url="https://example.edu.cn/feed.xml")
    change_source_address(session, source, " https://example.edu.cn/feed.xml", by=BOB)
    assert source.trusted


def test_what_an_approval_published_is_listed_under_it_page_by_page(session: Session) -> None:
    source = make_source(session)
    for key in ("1", "2", "3"):
        take_in(session, source, make_record(key=key, title=f"第{key}课"))
    first = published_under(session, source, before=None, limit=2)
    second = published_under(session, source, before=first[-1].number, limit=2)
    assert [one.thing.title for one in (*first, *second) if one.thing] == ["第3课", "第2课", "第1课"]


def test_what_it_published_stays_listed_once_the_record_is_only_carried_on(session: Session) -> None:
    source, resource, other = make_source(session), make_resource(session), make_resource(session)
    make_carried(session, "resource.public", resource, actor=approval_of(source))
    make_carried(session, "resource.archived", other, actor=approval_of(source))
    make_carried(session, "resource.public", other, actor=BOB)
    assert [one.thing for one in published_under(session, source, before=None, limit=9)] == [resource]
