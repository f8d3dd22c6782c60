"""A lecture's new words wait when no approval covers them; its times do not."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.institutions.providers import Providers
from catalogue.domain.intake.held_words import accept_held, lecture_flags, refuse_held
from catalogue.domain.intake.lectures import archive_missing_lecture, take_in_lecture
from catalogue.domain.intake.publishing import CAME_BACK, publish_lecture
from catalogue.domain.intake.resources import Outcome
from catalogue.errors import CatalogueError
from catalogue.models import Event, Lecture, Source
from harvesters.record import LectureRecord
from tests.factories import make_source
from tests.reviewing import the_task

ALICE = "operator:alice"
FREE, FEE = "欢迎参加。", "报名费：200元。"
STARTS = now() + timedelta(days=3)


def occurrence(**values: Any) -> LectureRecord:
    return LectureRecord(**{"uid": "u1", "title": "智能手机讲座", "starts": STARTS, "summary": FREE, **values})


def heard(session: Session, source: Source, record: LectureRecord) -> Outcome:
    return take_in_lecture(session, source, record, Providers(session))


def the_lecture(session: Session) -> Lecture:
    return session.scalars(select(Lecture)).one()


def waiting(session: Session) -> tuple[Source, Lecture]:
    """A public lecture of a trusted source that now says something serious."""
    source = make_source(session)
    heard(session, source, occurrence())
    heard(session, source, occurrence(summary=FEE))
    return source, the_lecture(session)


def test_a_serious_lecture_of_a_trusted_source_waits(session: Session) -> None:
    outcome = heard(session, make_source(session), occurrence(summary=FEE))

    lecture = the_lecture(session)
    assert (outcome.word, lecture.state) == ("pending", "pending")
    assert outcome.reason == "自动检查发现：疑似收费“报名费:200元”；请人工查看"
    assert [flag.code for flag in lecture_flags(lecture)] == ["paid"]


def test_a_lecture_with_a_mere_warning_is_published(session: Session) -> None:
    outcome = heard(session, make_source(session), occurrence(summary="手机13800138000"))

    assert (outcome.word, the_lecture(session).state) == ("new", "public")


def test_a_pending_lecture_mended_by_its_source_is_published(session: Session) -> None:
    source = make_source(session)
    heard(session, source, occurrence(summary=FEE))

    outcome = heard(session, source, occurrence())

    assert (outcome.word, the_lecture(session).state) == ("changed", "public")


def test_serious_words_wait_while_a_new_time_flows_through(session: Session) -> None:
    source, later = make_source(session), STARTS + timedelta(hours=1)
    heard(session, source, occurrence())

    outcome = heard(session, source, occurrence(summary=FEE, starts=later))

    lecture = the_lecture(session)
    assert (outcome.word, lecture.state, lecture.summary, lecture.starts_at) == ("pending", "public", FREE, later)
    assert [flag.code for flag in lecture_flags(lecture)] == ["paid"]


def test_an_untrusted_sources_change_of_a_public_lecture_waits(session: Session) -> None:
    source = make_source(session, trusted_by=None)
    heard(session, source, occurrence())
    publish_lecture(session, the_lecture(session), by=ALICE)

    outcome = heard(session, source, occurrence(summary="没人看过的介绍"))

    assert (outcome.word, the_lecture(session).summary) == ("pending", FREE)


def test_an_untrusted_sources_new_time_alone_flows_through(session: Session) -> None:
    source, later = make_source(session, trusted_by=None), STARTS + timedelta(hours=1)
    heard(session, source, occurrence())
    publish_lecture(session, the_lecture(session), by=ALICE)

    outcome = heard(session, source, occurrence(starts=later))

    lecture = the_lecture(session)
    assert (outcome.word, lecture.starts_at, lecture.held) == ("changed", later, None)


def test_accepted_words_are_shown_and_the_event_names_who_did(session: Session) -> None:
    _source, lecture = waiting(session)

    accept_held(session, lecture, by=ALICE)

    [event] = session.scalars(select(Event).where(Event.what == "lecture.words_accepted"))
    assert (lecture.summary, lecture.held, event.actor) == (FEE, None, ALICE)


def test_accepted_words_do_not_wait_again(session: Session) -> None:
    source, lecture = waiting(session)
    accept_held(session, lecture, by=ALICE)

    outcome = heard(session, source, occurrence(summary=FEE + "地点待定。"))

    assert (outcome.word, lecture.summary, lecture.held) == ("changed", FEE + "地点待定。", None)


def test_refused_words_do_not_come_back_with_the_same_record(session: Session) -> None:
    source, lecture = waiting(session)
    refuse_held(session, lecture, "收费讲座不收录", by=ALICE)

    outcome = heard(session, source, occurrence(summary=FEE))

    assert (outcome.word, lecture.summary, lecture.held) == ("unchanged", FREE, None)


def test_words_taken_back_by_the_source_no_longer_wait(session: Session) -> None:
    source, lecture = waiting(session)

    outcome = heard(session, source, occurrence())

    assert (outcome.word, lecture.summary, lecture.held) == ("changed", FREE, None)


def test_a_lecture_comes_back_without_the_serious_words_it_left_with(session: Session) -> None:
    source, lecture = waiting(session)
    archive_missing_lecture(session, source, lecture)

    heard(session, source, occurrence(summary=FEE))

    assert (lecture.state, lecture.summary) == ("public", FREE)


def test_nothing_waiting_cannot_be_accepted(session: Session) -> None:
    heard(session, make_source(session), occurrence())

    with pytest.raises(CatalogueError, match="没有等待审核的改动"):
        accept_held(session, the_lecture(session), by=ALICE)


def test_overlong_words_are_kept_within_bounds(session: Session) -> None:
    long = occurrence(title="长" * 1000, summary="长" * 30_000, speakers=("名" * 500,) * 100, location="长" * 5000)

    heard(session, make_source(session), long)

    lecture = the_lecture(session)
    assert (len(lecture.title), len(lecture.summary), len(lecture.location)) == (500, 20_000, 2000)
    assert (len(lecture.speakers), len(lecture.speakers[0])) == (30, 120)


def test_words_in_another_script_of_an_address_are_the_same_words(session: Session) -> None:
    source = make_source(session)
    heard(session, source, occurrence(url="https://аррӏе.com/"))
    publish_lecture(session, the_lecture(session), by=ALICE)

    outcome = heard(session, source, replace(occurrence(url="https://аррӏе.com/"), summary="换了介绍"))

    assert (outcome.word, the_lecture(session).summary) == ("changed", "换了介绍")


def test_whose_lecture_it_is_said_to_be_waits_like_the_other_words(session: Session) -> None:
    source = make_source(session, trusted_by=None)
    heard(session, source, occurrence(provider="南昌大学"))
    publish_lecture(session, the_lecture(session), by=ALICE)

    heard(session, source, occurrence(provider="北京大学"))

    lecture = the_lecture(session)
    assert (lecture.institution.name, the_task(session).kind) == ("南昌大学", "changed_lecture")
    accept_held(session, lecture, by=ALICE)
    session.refresh(lecture)
    assert lecture.institution.name == "北京大学"


def test_words_held_before_institutions_were_are_of_the_one_the_lecture_has(session: Session) -> None:
    _, lecture = waiting(session)
    assert lecture.held is not None
    lecture.held = {name: word for name, word in lecture.held.items() if name != "institution_id"}
    institution = lecture.institution_id
    accept_held(session, lecture, by=ALICE)
    assert (lecture.summary, lecture.institution_id) == (FEE, institution)


def test_what_comes_back_in_other_words_is_shown_in_its_old_ones_and_asked_about(session: Session) -> None:
    source = make_source(session, trusted_by=None)
    heard(session, source, occurrence())
    publish_lecture(session, the_lecture(session), by=ALICE)
    archive_missing_lecture(session, source, the_lecture(session))

    heard(session, source, occurrence(summary="没人看过的介绍"))

    lecture, back = the_lecture(session), session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert (lecture.state, lecture.summary, the_task(session).kind) == ("public", FREE, "changed_lecture")
    assert back is not None
    assert (back.what, back.actor, back.note) == ("lecture.public", "system", f"{CAME_BACK}：{ALICE}")
