from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from catalogue.db import db
from catalogue.domain.institutions.providers import Providers
from catalogue.domain.intake.resources import Desk, take_in, take_in_normal
from catalogue.domain.matching import deciding
from catalogue.domain.matching.deciding import Candidates
from catalogue.domain.text.normalise import normalise
from catalogue.models import Institution, Resource, ReviewTask
from tests.factories import make_record, make_source

COURSE = {"title": "大学计算机", "provider": "南昌大学", "teachers": ("李明",)}


def words(session: Session, *records: dict[str, object]) -> list[str]:
    """What becomes of records, each from a source of its own and under another address."""
    return [take_in(session, make_source(session), make_record(**{**COURSE, **values})).word for values in records]


def test_title_provider_and_teacher_attach_a_record_of_another_source(session: Session) -> None:
    assert words(session, {}, {"title": "大学计算机（MOOC）", "teachers": ("李明教授",)}) == ["new", "merged"]

    [resource] = session.scalars(select(Resource))
    assert len(resource.listings) == 2


def test_what_fits_two_courses_that_one_source_tells_apart_is_for_a_person(session: Session) -> None:
    source = make_source(session)
    assert [take_in(session, source, make_record(**COURSE)).word for _ in range(2)] == ["new", "new"]

    assert words(session, {}) == ["pending"]


def test_near_titles_of_one_provider_are_for_a_person_who_sees_why(session: Session) -> None:
    assert words(session, {}, {"title": "大学计算机基础", "teachers": ()}) == ["new", "pending"]

    first = session.scalars(select(Resource).order_by(Resource.id)).first()
    [task] = session.scalars(select(ReviewTask))
    assert first is not None
    ours, theirs = task.evidence.pop("ours"), task.evidence.pop("theirs")
    task.evidence.pop("flags")
    assert task.evidence == {"like": first.public_id, "title": "大学计算机", "why": "near_title", "score": 83}
    assert (ours["title"], ours["provider"], ours["teachers"]) == ("大学计算机基础", "南昌大学", [])
    assert (theirs["title"], theirs["teachers"], theirs["address"]) == ("大学计算机", ["李明"], first.url)


def test_the_best_of_several_likely_matches_is_offered(session: Session) -> None:
    words(session, {"title": "大学计算机基础", "teachers": ()}, {"title": "大学计算机", "teachers": ("王芳",)})
    source = make_source(session)

    take_in(session, source, make_record(**COURSE))

    tasks = session.scalars(select(ReviewTask).order_by(ReviewTask.id)).all()
    assert [task.evidence["title"] for task in tasks] == ["大学计算机基础", "大学计算机"]


def test_parts_of_a_series_are_courses_of_their_own(session: Session) -> None:
    titles = ["手机摄影第1讲", "手机摄影第11讲", "手机摄影（上）", "手机摄影（下）", "手机摄影2.0", "手机摄影3.0"]
    assert words(session, *({"title": title} for title in titles)) == ["new"] * len(titles)


def test_the_same_title_and_teacher_elsewhere_is_for_a_person(session: Session) -> None:
    assert words(session, {}, {"provider": "江西某平台"}) == ["new", "pending"]


def test_an_abbreviated_provider_is_the_same_one(session: Session) -> None:
    assert words(session, {"provider": "北京大学"}, {"provider": "北大"}) == ["new", "merged"]


def test_a_campus_is_another_provider(session: Session) -> None:
    campus = {"provider": "哈尔滨工业大学（深圳）", "teachers": ()}
    assert words(session, {"provider": "哈尔滨工业大学"}, campus) == ["new", "new"]


def test_two_addresses_of_one_platform_course_are_the_same_resource(session: Session) -> None:
    page = {"url": "https://www.icourse163.org/course/NCU-1001?tid=7", "title": "甲", "teachers": ()}
    classroom = {"url": "http://icourse163.org/learn/NCU-1001#/learn/content", "title": "乙", "teachers": ()}

    assert words(session, page, classroom) == ["new", "merged"]


def test_records_of_one_batch_find_each_other_by_address_before_they_are_stored(session: Session) -> None:
    source = make_source(session)
    one = make_record(url="https://example.cn/1")
    records = [one, replace(one, key="again", url="http://example.cn/1/")]
    normal = {record.key: normalise(record, default_cost="free") for record in records}
    desk = Desk.for_records(session, source, normal)

    assert [take_in_normal(desk, key, record).word for key, record in normal.items()] == ["new", "merged"]


def statements_of(work: Callable[[], object]) -> int:
    """How many statements reach the database meanwhile."""
    seen: list[str] = []

    def note(*call: Any) -> None:
        seen.append(call[2])

    event.listen(db.engine, "before_cursor_execute", note)
    work()
    event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_many_records_are_looked_up_in_as_many_queries_as_one_and_nothing_is_made(session: Session) -> None:
    words(session, *({"title": f"课程{letter}"} for letter in "甲乙丙丁戊"))
    institutions = session.query(Institution).count()

    def look_up(count: int) -> int:
        records = [make_record(**{**COURSE, "provider": f"学院{number}"}) for number in range(count)]
        normal = {record.key: normalise(record, default_cost="free") for record in records}
        return statements_of(lambda: Candidates(session, 1, 1).look_up(normal, Providers(session)))

    assert look_up(50) == look_up(1)
    assert session.query(Institution).count() == institutions


def test_of_many_equal_titles_only_the_oldest_are_looked_at(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    source = make_source(session)
    take_in(session, source, make_record(**COURSE))
    words(session, {"teachers": ("王芳",)})
    assert take_in(session, source, make_record(**COURSE)).word == "pending"

    monkeypatch.setattr(deciding, "MOST_OF_ONE_KEY", 1)
    assert take_in(session, source, make_record(**COURSE)).word == "new"


def test_the_same_title_is_found_among_any_number_that_begin_and_end_alike(session: Session) -> None:
    source = make_source(session)
    for number in range(deciding.MOST_OF_ONE_KEY + 2):
        letter = chr(ord("\u4e00") + 100 + number)
        take_in(session, source, make_record(**{**COURSE, "title": f"大学计算{letter}{letter}{letter}应用教程"}))
    take_in(session, source, make_record(**COURSE, key="sought"))
    take_in(session, source, make_record(**{**COURSE, "title": "大学计算方法应用教程"}))

    assert words(session, {}, {"title": "大学计算方法应用教程"}) == ["merged", "merged"]
