"""A standing approval publishes, but not what screening finds serious and nobody accepted."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.intake.publishing import archive, publish
from catalogue.domain.intake.resources import Outcome, take_in, take_out
from catalogue.domain.merging.likely import keep_apart
from catalogue.domain.screening.flags import Flag, flags_of
from catalogue.models import Event, Listing, Resource, ReviewTask, Source
from harvesters.record import ResourceRecord
from tests.factories import make_record, make_source

ALICE = "operator:alice"
FREE = "从认识键盘开始。"
FEE = "报名费：200元。"


def course(**values: Any) -> ResourceRecord:
    return make_record(**{"kind": "course", "summary": FREE, **values})


def tasks(session: Session, state: str = "open") -> list[ReviewTask]:
    return list(session.scalars(select(ReviewTask).where(ReviewTask.state == state).order_by(ReviewTask.id)))


def flags(task: ReviewTask) -> list[tuple[str, str]]:
    return [flag.claim for flag in flags_of(task.evidence)]


def the_resource(session: Session) -> Resource:
    return session.scalars(select(Resource)).one()


def the_listing(session: Session) -> Listing:
    return session.scalars(select(Listing)).one()


def accepted_by_alice(session: Session) -> None:
    """What a reviewer's acceptance does: the latest words are shown, the task is done."""
    listing = the_listing(session)
    listing.accepted = listing.latest
    if listing.resource.state != "public":
        publish(session, listing.resource, by=ALICE)
    for task in tasks(session):
        task.state = "done"
    session.flush()


def held_back(session: Session) -> tuple[Source, ResourceRecord, Outcome]:
    """A new record of a trusted source with a fee in it."""
    source, record = make_source(session), course(summary=FEE)
    return source, record, take_in(session, source, record)


def test_a_trusted_sources_serious_record_waits_for_a_person(session: Session) -> None:
    _source, _record, outcome = held_back(session)

    [task] = tasks(session)
    assert (outcome.word, the_resource(session).state, task.kind) == ("pending", "pending", "screened")
    assert flags(task) == [("paid", "报名费:200元")]
    assert outcome.reason == "自动检查发现：疑似收费“报名费:200元”；请人工查看"


def test_a_trusted_sources_record_with_a_mere_warning_is_published(session: Session) -> None:
    outcome = take_in(session, make_source(session), course(summary="手机13800138000"))

    assert (outcome.word, the_resource(session).state, tasks(session)) == ("new", "public", [])


def test_an_untrusted_sources_flags_are_in_the_evidence_of_its_task(session: Session) -> None:
    take_in(session, make_source(session, trusted_by=None), course(summary="手机13800138000"))

    [task] = tasks(session)
    assert (task.kind, flags(task)) == ("new_resource", [("phone", "13800138000")])


def test_a_record_without_flags_leaves_the_evidence_empty(session: Session) -> None:
    take_in(session, make_source(session, trusted_by=None), course())

    [task] = tasks(session)
    assert task.evidence == {}


def test_a_serious_change_of_a_trusted_source_waits_beside_what_is_shown(session: Session) -> None:
    source, record = make_source(session), course()
    take_in(session, source, record)

    outcome = take_in(session, source, replace(record, summary=FEE))

    resource, [task] = the_resource(session), tasks(session)
    assert (outcome.word, resource.state, resource.summary, task.kind) == ("pending", "public", FREE, "screened")
    assert the_listing(session).latest["summary"] == FEE


def test_the_same_record_again_renews_nothing(session: Session) -> None:
    source, record, _outcome = held_back(session)

    assert (take_in(session, source, record).word, len(tasks(session))) == ("unchanged", 1)


def test_another_serious_change_renews_the_one_task(session: Session) -> None:
    source, record, _outcome = held_back(session)

    take_in(session, source, replace(record, summary="学费：300元。"))

    [task] = tasks(session)
    assert flags(task) == [("paid", "学费:300元")]


def test_what_a_person_accepted_does_not_wait_again(session: Session) -> None:
    source, record, _outcome = held_back(session)
    accepted_by_alice(session)

    outcome = take_in(session, source, replace(record, summary=FEE + "已更新。"))

    assert (outcome.word, the_resource(session).summary) == ("changed", FEE + "已更新。")
    assert tasks(session) == []


def test_something_new_beside_what_was_accepted_waits(session: Session) -> None:
    source, record, _outcome = held_back(session)
    accepted_by_alice(session)

    outcome = take_in(session, source, replace(record, summary=FEE + "考证包过。"))

    assert (outcome.word, the_resource(session).summary, len(tasks(session))) == ("pending", FEE, 1)


def test_a_new_record_mended_by_its_source_is_published_under_its_approval(session: Session) -> None:
    source, record, _outcome = held_back(session)

    outcome = take_in(session, source, replace(record, summary=FREE))

    resource, [dropped] = the_resource(session), tasks(session, "dropped")
    assert (outcome.word, resource.state, resource.summary) == ("changed", "public", FREE)
    assert (tasks(session), dropped.decided_by) == ([], "system")
    [published] = session.scalars(select(Event).where(Event.what == "resource.public"))
    assert published.actor == f"approval:{source.public_id}"


def test_a_mended_record_that_waits_for_something_else_stays_pending(session: Session) -> None:
    source, record, _outcome = held_back(session)
    session.add(ReviewTask(kind="likely_match", resource=the_resource(session), listing=the_listing(session)))

    take_in(session, source, replace(record, summary=FREE))

    assert (the_resource(session).state, [task.kind for task in tasks(session)]) == ("pending", ["likely_match"])


def test_a_change_taken_back_by_its_source_no_longer_waits(session: Session) -> None:
    source, record = make_source(session), course()
    take_in(session, source, record)
    take_in(session, source, replace(record, summary=FEE))

    take_in(session, source, record)

    assert (the_resource(session).summary, tasks(session)) == (FREE, [])


def test_a_change_that_waits_is_not_accepted_by_going_missing_and_coming_back(session: Session) -> None:
    source, record = make_source(session), course()
    take_in(session, source, record)
    take_in(session, source, replace(record, summary=FEE))
    take_out(session, source, record.key)

    outcome = take_in(session, source, replace(record, summary=FEE))

    resource = the_resource(session)
    assert (outcome.word, resource.state, resource.summary) == ("changed", "public", FREE)


def test_an_archived_resource_does_not_come_back_with_a_serious_change(session: Session) -> None:
    source, record = make_source(session), course()
    take_in(session, source, record)
    archive(session, the_resource(session), "来源已删除这条记录", by=ALICE)

    take_in(session, source, replace(record, summary=FEE))

    assert (the_resource(session).state, len(tasks(session))) == ("archived", 1)


def test_a_serious_record_of_a_known_course_joins_it_unseen(session: Session) -> None:
    record = course(url="https://example.cn/course/1")
    take_in(session, make_source(session), record)

    outcome = take_in(session, make_source(session), replace(record, key="other", body=FEE))

    resource, [task] = the_resource(session), tasks(session)
    assert (outcome.word, task.kind, task.resource) == ("pending", "screened", resource)
    assert (len(resource.listings), resource.body) == (2, "")


def test_a_serious_record_told_apart_from_another_waits_still(session: Session) -> None:
    first = course(title="大学计算机基础", provider="南昌大学", teachers=("李明",))
    take_in(session, make_source(session), first)
    take_in(session, make_source(session), replace(first, url="https://b.cn/1", teachers=("王芳",), summary=FEE))
    one, other = session.scalars(select(Resource).order_by(Resource.id))

    keep_apart(session, one, other, by=ALICE)

    [task] = tasks(session)
    assert (other.state, task.kind, flags(task)) == ("pending", "screened", [("paid", "报名费:200元")])


def test_two_records_of_one_source_with_one_title_name_each_other(session: Session) -> None:
    source = make_source(session, trusted_by=None)
    take_in(session, source, course(title="概率论", provider="南昌大学"))
    first = the_resource(session)

    take_in(session, source, course(title="概率论", provider="南昌大学"))

    assert flags(tasks(session)[1]) == [("near_duplicate", first.public_id)]


def test_an_installations_words_hold_back_too(app: Flask, session: Session) -> None:
    folder = Path(app.config["INSTANCE"]) / "vocabularies" / "sensitive"
    folder.mkdir(parents=True)
    (folder / "示例.txt").write_text("违禁示例\n", encoding="utf-8")

    take_in(session, make_source(session), course(body="含有违禁示例的正文"))

    [task] = tasks(session)
    [flag] = flags_of(task.evidence)
    assert flag == Flag("sensitive_word", "body", "违禁示例", "含有违禁示例的正文", "词表：示例。")
