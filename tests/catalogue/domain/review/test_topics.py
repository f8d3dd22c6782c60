"""The queue by topic: what a task is about now, the broader topics with the narrower ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import db, writing
from catalogue.domain.review import queue
from catalogue.domain.review.deciding import accept
from catalogue.domain.review.queue import Filters, page_of_queue
from catalogue.domain.review.topics import renew_task_topics
from catalogue.domain.tasks.opening import open_lecture_task, open_source_task
from catalogue.models import ReviewTask, TaskTopic
from catalogue.models.vocabulary import load_vocabularies
from tests.factories import make_lecture
from tests.reviewing import found, untrusted, waiting_task

ALICE = "operator:alice"
BLOCKCHAIN_IN_SAFETY = '[{"code": "blockchain", "label": "区块链与数字经济", "parent": "safety"}]'


def titles(session: Session, topic: str, after: str = "") -> list[str]:
    return [task.title for task in page_of_queue(session, Filters(topic=topic), after, by=ALICE).tasks]


def about(session: Session, *subjects: str, title: str) -> ReviewTask:
    return waiting_task(session, title=title, subjects=subjects)


def test_one_topic_can_be_asked_for(session: Session) -> None:
    about(session, "防范网络诈骗", title="识别诈骗")
    about(session, "智能手机使用", title="学用手机")
    assert titles(session, "anti-fraud") == ["识别诈骗"]


def test_a_broad_topic_includes_the_narrower_ones(session: Session) -> None:
    about(session, "智能手机使用", "数字健康", title="手机挂号")
    about(session, "数字生活", title="数字生活入门")
    about(session, "防范网络诈骗", title="识别诈骗")
    assert titles(session, "life") == ["手机挂号", "数字生活入门"]


def test_lectures_are_among_them(session: Session) -> None:
    open_lecture_task(session, make_lecture(session, title="讲诈骗", topics=["anti-fraud"]), "new_lecture", {})
    assert titles(session, "safety") == ["讲诈骗"]


def test_what_is_about_no_topic_is_found_without_one_only(session: Session) -> None:
    open_source_task(session, untrusted(session, title="新来源"), "source_proposal", by=ALICE)
    assert (titles(session, ""), titles(session, "life")) == (["新来源"], [])


def test_pages_of_a_topic_follow_each_other(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PER_PAGE", 2)
    tasks = [about(session, "数字健康", title=f"第{number}课") for number in (1, 2, 3)]
    assert titles(session, "life") == ["第1课", "第2课"]
    assert titles(session, "life", tasks[1].public_id) == ["第3课"]


def test_a_decided_task_leaves_its_topic(session: Session) -> None:
    task = about(session, "数字健康", title="手机挂号")
    accept(session, task, found(task), by=ALICE)
    assert titles(session, "digital-health") == []
    assert session.scalars(select(TaskTopic)).all() == []


def test_a_task_follows_the_topics_of_its_resource(session: Session) -> None:
    task = about(session, "数字健康", title="手机挂号")
    assert task.resource is not None
    task.resource.topics = ["smartphone"]
    session.flush()
    assert (titles(session, "digital-health"), titles(session, "smartphone")) == ([], ["手机挂号"])


def test_a_task_follows_the_resource_it_is_handed_to(session: Session) -> None:
    task, other = about(session, "数字健康", title="挂号"), about(session, "防范网络诈骗", title="识别诈骗")
    task.resource = other.resource
    session.flush()
    assert titles(session, "safety") == ["识别诈骗", "识别诈骗"]


@pytest.fixture
def another_tree(tmp_path: Path) -> Iterator[None]:
    (tmp_path / "topics.json").write_text(BLOCKCHAIN_IN_SAFETY, encoding="utf-8")
    load_vocabularies(tmp_path)
    yield
    load_vocabularies()


def waiting_about_blockchain() -> None:
    renew_task_topics()
    with writing() as session:
        about(session, "区块链与数字经济", title="认识区块链")


def test_an_upgrade_notes_topics_by_the_tree_as_it_is_now(app: object, request: pytest.FixtureRequest) -> None:
    waiting_about_blockchain()
    request.getfixturevalue("another_tree")
    renew_task_topics()
    assert (titles(db.session(), "innovation"), titles(db.session(), "safety")) == ([], ["认识区块链"])


def test_an_upgrade_leaves_topics_alone_while_the_tree_is_the_same(app: object) -> None:
    waiting_about_blockchain()
    with writing() as session:
        session.delete(session.scalars(select(TaskTopic).where(TaskTopic.topic == "blockchain")).one())
    renew_task_topics()
    assert titles(db.session(), "blockchain") == []
