"""Who did something is called by a name people know."""

import pytest
from sqlalchemy.orm import Session

from catalogue.domain.ledger.actors import actor_names, actors_called
from tests.factories import make_source
from tests.people import make_account


@pytest.mark.parametrize(
    ("actor", "name"),
    [
        ("operator:alice", "操作员 alice"),
        ("system", "系统"),
        ("visitor", "访客"),
        ("approval:gone", "approval:gone"),
        ("somebody", "somebody"),
    ],
)
def test_an_actor_has_a_name(session: Session, actor: str, name: str) -> None:
    assert actor_names(session, [actor]) == {actor: name}


def test_a_standing_approval_is_called_by_its_source(session: Session) -> None:
    approval = f"approval:{make_source(session, title='校内课程表').public_id}"
    assert actor_names(session, [approval]) == {approval: "来源“校内课程表”的长期批准"}


@pytest.mark.parametrize(
    ("words", "actors"),
    [("系统", ["system"]), ("system", ["system"]), ("operator:bob", ["operator:bob"]), ("bob", ["operator:bob"])],
)
def test_a_name_means_actors(session: Session, words: str, actors: list[str]) -> None:
    assert actors_called(session, words) == actors


@pytest.mark.parametrize("title", ["校内课程表", "MOOC: 公开课"])
def test_the_title_of_a_source_means_its_approval(session: Session, title: str) -> None:
    source = make_source(session, title=title)
    assert actors_called(session, title) == [f"operator:{title}", f"approval:{source.public_id}"]


def test_a_person_is_called_by_name(session: Session) -> None:
    account = make_account(session, name="张三")
    assert actor_names(session, [account.actor]) == {account.actor: "张三"}


def test_a_person_who_left_is_called_so(session: Session) -> None:
    account = make_account(session, name="", email=None, state="closed")
    assert actor_names(session, [account.actor]) == {account.actor: f"已注销的账号 {account.public_id}"}


@pytest.mark.parametrize("words", ["张三", "Zhang@example.cn"])
def test_a_person_is_meant_by_name_or_address(session: Session, words: str) -> None:
    account = make_account(session, name="张三", email="zhang@example.cn")
    assert account.actor in actors_called(session, words)
