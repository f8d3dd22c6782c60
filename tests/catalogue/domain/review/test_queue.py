"""The queue: oldest first, filtered, in pages, and what comes next for whom."""

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from catalogue.db import db, writing
from catalogue.domain.review import queue
from catalogue.domain.review.claims import claim, next_task, release
from catalogue.domain.review.deciding import accept
from catalogue.domain.review.guard import ClaimedByAnother
from catalogue.domain.review.queue import Filters, counts_by_kind, page_of_queue, queue_of
from catalogue.models import ReviewTask, Source
from tests.people import make_account
from tests.reviewing import found, the_task, untrusted, waiting_task

ALICE, BOB = "operator:alice", "operator:bob"


def titles(session: Session, filters: Filters, after: str = "", *, by: str = ALICE) -> list[str]:
    return [task.title for task in page_of_queue(session, filters, after, by=by).tasks]


@pytest.fixture
def source(session: Session) -> Source:
    return untrusted(session)


def test_the_oldest_comes_first(session: Session, source: Source) -> None:
    for number in (1, 2, 3):
        waiting_task(session, source, title=f"第{number}课")
    assert titles(session, Filters()) == ["第1课", "第2课", "第3课"]


def test_a_page_ends_where_the_next_begins(session: Session, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PER_PAGE", 2)
    for number in (1, 2, 3):
        waiting_task(session, source, title=f"第{number}课")
    first = page_of_queue(session, Filters(), "", by=ALICE)
    assert [titles(session, Filters()), titles(session, Filters(), first.after)] == [["第1课", "第2课"], ["第3课"]]


def test_the_last_page_has_none_after_it(session: Session, source: Source) -> None:
    waiting_task(session, source)
    assert page_of_queue(session, Filters(), "", by=ALICE).after == ""


def test_an_unknown_place_is_the_beginning(session: Session, source: Source) -> None:
    waiting_task(session, source, title="第1课")
    assert titles(session, Filters(), "aaaaaaaaaa") == ["第1课"]


def test_filters_narrow_to_a_kind_an_institution_and_a_source(session: Session, source: Source) -> None:
    task = waiting_task(session, source, title="南昌的课", provider="南昌大学")
    waiting_task(session, untrusted(session, default_cost="unknown"), title="别的课", cost="unknown")
    assert task.institution is not None
    for filters in (
        Filters(kind="new_resource"),
        Filters(institution=task.institution.public_id),
        Filters(source=source.public_id),
    ):
        assert titles(session, filters) == ["南昌的课"]


def test_filters_narrow_to_what_is_flagged_or_important(session: Session, source: Source) -> None:
    waiting_task(session, source)
    waiting_task(session, source, title="有提示").evidence = {"flags": [{"code": "contact"}]}
    waiting_task(session, source, title="要两人").important = True
    session.flush()
    assert titles(session, Filters(flagged=True)) == ["有提示"]
    assert titles(session, Filters(important=True)) == ["要两人"]


def test_filters_narrow_to_mine_and_to_what_nobody_else_is_at(session: Session, source: Source) -> None:
    claim(session, waiting_task(session, source, title="我的"), 20, by=ALICE)
    claim(session, waiting_task(session, source, title="别人的"), 20, by=BOB)
    waiting_task(session, source, title="没人的")
    assert titles(session, Filters(whose="mine")) == ["我的"]
    assert titles(session, Filters(whose="free")) == ["我的", "没人的"]


def test_counts_are_by_kind(session: Session, source: Source) -> None:
    waiting_task(session, source)
    waiting_task(session, untrusted(session, default_cost="unknown"), cost="unknown")
    assert counts_by_kind(session) == {"new_resource": 1, "unknown_cost": 1}


def test_next_passes_over_what_others_are_at_and_ones_own_institutions(session: Session, source: Source) -> None:
    claim(session, waiting_task(session, source), 20, by=BOB)
    own = waiting_task(session, source, provider="南昌大学")
    assert own.institution is not None
    member = make_account(session, "reviewer", institution=own.institution)
    free = waiting_task(session, source)
    assert next_task(session, queue_of(session, Filters(), by=member.actor), by=member.actor) is free


def test_next_does_not_give_back_what_one_accepted_first(session: Session) -> None:
    task = waiting_task(session, untrusted(session, important=True))
    accept(session, task, found(task), by=ALICE)
    assert [next_task(session, queue_of(session, Filters(), by=who), by=who) for who in (ALICE, BOB)] == [None, task]


def test_next_follows_the_filters_and_the_place(session: Session, source: Source) -> None:
    first, second = waiting_task(session, source), waiting_task(session, source)
    wanted = queue_of(session, Filters(source=source.public_id), first.public_id, by=ALICE)
    assert next_task(session, wanted, by=ALICE) is second


def test_nobody_claims_what_another_is_at(session: Session, source: Source) -> None:
    task = waiting_task(session, source)
    claim(session, task, 20, by=ALICE)
    with pytest.raises(ClaimedByAnother, match="操作员 alice"):
        claim(session, task, 20, by=BOB)


def test_nobody_gives_back_for_another(session: Session, source: Source) -> None:
    task = waiting_task(session, source)
    claim(session, task, 20, by=ALICE)
    with pytest.raises(ClaimedByAnother):
        release(session, task, by=BOB)


def test_what_was_given_back_is_free(session: Session, source: Source) -> None:
    task = waiting_task(session, source)
    claim(session, task, 20, by=ALICE)
    release(session, task, by=ALICE)
    claim(session, task, 20, by=BOB)
    assert the_task(session, ReviewTask.claimed_by == BOB) is task


def test_a_longer_page_takes_no_more_queries(app: Flask) -> None:
    def queries(more: int) -> int:
        with writing() as session:
            for _ in range(more):
                waiting_task(session, untrusted(session, important=True))
        seen: list[str] = []
        listen = (db.engine, "before_cursor_execute", lambda _c, _k, statement, *_: seen.append(statement))
        event.listen(*listen)
        page = page_of_queue(db.session(), Filters(), "", by=ALICE)
        assert [task.title for task in page.tasks if task.source and task.institution and not task.decisions]
        event.remove(*listen)
        db.session.rollback()
        return len(seen)

    assert queries(2) == queries(8)
