"""`catalogue matches`: what may be one course, merging, keeping apart and undoing."""

import json
from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.cli import main
from catalogue.db import db, writing
from catalogue.domain.intake.resources import take_in
from catalogue.models import Resource
from tests.factories import make_record, make_source


@pytest.fixture
def alike(app: Flask) -> tuple[str, str]:
    """Two resources that may be one: the one that waits, and the public one."""
    course = {"title": "大学\x1b计算机", "provider": "南昌大学", "summary": "介绍"}
    with writing() as session:
        for teacher in ("李明", "王芳"):
            take_in(session, make_source(session), make_record(**course, teachers=(teacher,)))
        public, waiting = session.scalars(select(Resource.public_id).order_by(Resource.id))
    return waiting, public


def run(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(main, ["matches", *words], env={"CATALOGUE_INSTANCE": app.instance_path})


def answered(app: Flask, *words: str) -> Any:
    answer = json.loads(run(app, *words, "--json").stdout)
    db.session.rollback()  # what the command changed is seen by reads begun after it
    return answer


def state_of(public_id: str) -> str | None:
    db.session.rollback()
    return db.session.scalar(select(Resource.state).where(Resource.public_id == public_id))


def test_what_waits_is_listed_with_its_evidence(app: Flask, alike: tuple[str, str]) -> None:
    waiting, public = alike
    [match] = answered(app, "list")
    assert (match["resource"], match["like"], match["why"], match["score"]) == (waiting, public, "same_title", 100)
    reason, ours, theirs = run(app, "list").stdout.splitlines()
    assert reason == "同一机构的同名资源（100 分）"
    assert ours.startswith(f"  {waiting}  大学计算机  南昌大学  王芳  https://")
    assert theirs.startswith(f"  {public}  大学计算机  南昌大学  李明  https://")


def test_a_merged_resource_leads_to_the_survivor_until_the_merge_is_undone(
    app: Flask, client: FlaskClient, alike: tuple[str, str]
) -> None:
    waiting, public = alike
    merged = answered(app, "merge", waiting, public)
    assert (merged["resource"], merged["into"]) == (waiting, public)
    for path in (f"/resources/{waiting}", f"/resources/{waiting}/visit", f"/api/v1/resources/{waiting}"):
        answer = client.get(path)
        assert (answer.status_code, answer.location) == (301, path.replace(waiting, public))
    assert answered(app, "list") == []
    assert [one["id"] for one in answered(app, "list", "--merged")] == [merged["id"]]

    undone = answered(app, "undo", merged["id"])
    assert undone["undone_at"]
    assert client.get(f"/resources/{waiting}").status_code == 404
    assert (state_of(waiting), [one["resource"] for one in answered(app, "list")]) == ("pending", [waiting])


def test_a_pair_that_is_kept_apart_waits_no_more(app: Flask, alike: tuple[str, str]) -> None:
    waiting, public = alike
    assert answered(app, "keep-apart", waiting, public) == {"kept_apart": [waiting, public]}
    assert (state_of(waiting), run(app, "list").stdout) == ("public", "没有待核对的疑似重复\n")


def test_a_record_attached_by_mistake_becomes_a_resource_of_its_own(app: Flask) -> None:
    record = make_record(title="大学计算机", provider="南昌大学", teachers=("李明",))
    with writing() as session:
        take_in(session, make_source(session), record)
        source = make_source(session)
        subject = take_in(session, source, replace(record, url="https://other.cn/1")).subject
        source_id = source.public_id

    parted = answered(app, "part", subject, source_id)

    assert (parted["from"], parted["state"], state_of(parted["resource"])) == (subject, "public", "public")
    assert parted["resource"] != subject


@pytest.mark.parametrize("words", [("merge", "aaaaaaaaaa", "bbbbbbbbbb"), ("keep-apart", "aaaaaaaaaa", "bbbbbbbbbb")])
def test_what_is_not_there_is_said_plainly(app: Flask, words: tuple[str, ...]) -> None:
    answer = run(app, *words)
    assert (answer.exit_code, answer.stderr) == (1, "没有编号为 aaaaaaaaaa 的资源\n")


def test_a_merge_that_is_not_there_is_said_plainly(app: Flask) -> None:
    answer = run(app, "undo", "aaaaaaaaaa")
    assert (answer.exit_code, answer.stderr) == (1, "没有编号为 aaaaaaaaaa 的合并\n")
    assert run(app, "list", "--merged").stdout == "没有可以撤销的合并\n"


def test_a_merge_that_would_hide_something_is_refused(app: Flask, alike: tuple[str, str]) -> None:
    waiting, public = alike
    answer = run(app, "merge", public, waiting)
    assert (answer.exit_code, state_of(public)) == (1, "public")
    assert "反过来" in answer.stderr
