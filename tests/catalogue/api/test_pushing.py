"""Programs of institutions push resources and lectures; each item is answered by itself and waits for review."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from catalogue.db import db, now, writing
from catalogue.domain.intake.publishing import publish, refuse
from catalogue.domain.submissions.api_tokens import NewToken, issue_token, revoke_token
from catalogue.domain.submissions.vouching import COMMITMENT, hand_in_source
from catalogue.models import ApiToken, Event, Institution, Lecture, Resource, Submission
from tests.catalogue.api.conforming import conforms
from tests.factories import make_institution

PROMISE = {"self_check": True, "commitment": COMMITMENT}
COURSE = {"id": "k1", "title": "手机入门", "url": "https://example.cn/1", "cost": "free", "teachers": ["张老师"]}
TALK = {"id": "t1", "title": "防骗讲座", "starts_at": "2099-03-01T19:30:00+08:00", "url": "https://example.cn/live"}


@pytest.fixture
def school(app: Flask) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江学院")


def token_for(school: Institution, *scopes: str, days: int | None = None) -> str:
    wanted = NewToken("教务系统", scopes or ("resources:write", "lectures:write"), days)
    with writing() as session:
        return issue_token(session, session.merge(school), wanted, by="person:aliceaaaaa")[1]


@pytest.fixture
def token(school: Institution) -> str:
    return token_for(school)


def post(client: FlaskClient, token: str, body: Any, path: str = "resources", **headers: str) -> TestResponse:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    given = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **headers}
    return client.post(f"/api/v1/{path}", data=content, headers=given)


def batch(*items: Any) -> dict[str, Any]:
    return {**PROMISE, "items": list(items)}


def pushed(client: FlaskClient, token: str, *items: Any, path: str = "resources") -> list[dict[str, Any]]:
    answer = post(client, token, batch(*items), path)
    assert answer.status_code == 200, answer.text
    return list(answer.json["items"])


def test_a_pushed_resource_waits_for_review(client: FlaskClient, token: str) -> None:
    [item] = pushed(client, token, COURSE)

    resource = db.session.scalars(select(Resource)).one()
    assert (resource.state, resource.title, resource.teachers) == ("pending", "手机入门", ["张老师"])
    assert resource.provider.name == "赣江学院"
    told = {"id": "k1", "outcome": "pending", "resource": resource.public_id, "url": None, "reason": None, "faults": []}
    assert item == told


def test_one_item_needs_no_list_around_it(client: FlaskClient, token: str) -> None:
    answer = post(client, token, {**COURSE, **PROMISE})
    assert (answer.status_code, answer.json["outcomes"]) == (200, {"pending": 1})


def test_the_same_id_again_is_the_same_resource(client: FlaskClient, token: str) -> None:
    [first] = pushed(client, token, COURSE)
    [second] = pushed(client, token, COURSE)
    [third] = pushed(client, token, {**COURSE, "title": "手机入门（新版）"})

    assert [second["outcome"], third["outcome"]] == ["unchanged", "pending"]
    assert {one["resource"] for one in (first, second, third)} == {first["resource"]}
    assert db.session.scalars(select(Resource.title)).all() == ["手机入门（新版）"]


def test_a_bad_item_harms_no_other(client: FlaskClient, token: str) -> None:
    bad = {**COURSE, "id": "k2", "url": "ftp://x", "cost": "99元", "kind": 7, "colour": "red"}
    items = pushed(client, token, COURSE, bad, {**COURSE, "id": "k3", "url": "https://example.cn/3"})

    assert [item["outcome"] for item in items] == ["pending", "failed", "pending"]
    assert [fault["field"] for fault in items[1]["faults"]] == ["kind", "colour", "url", "cost"]
    assert len(db.session.scalars(select(Resource)).all()) == 2


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (None, None),
        ([], None),
        ("text", None),
        ({**COURSE, "id": ""}, "id"),
        ({**COURSE, "id": None}, "id"),
        ({**COURSE, "id": ["k"]}, "id"),
        ({**COURSE, "id": "k" * 201}, "id"),
        ({**COURSE, "title": "\u200b \n"}, "title"),
        ({**COURSE, "title": "长" * 501}, "title"),
        ({**COURSE, "url": "javascript:alert(1)"}, "url"),
        ({**COURSE, "teachers": [1]}, "teachers"),
        ({**COURSE, "published": "昨天"}, "published"),
        ({**COURSE, "audiences": ["火星人"]}, "audiences"),
    ],
)
def test_a_fault_is_told_by_its_member(client: FlaskClient, token: str, item: Any, field: str | None) -> None:
    [answer] = pushed(client, token, item)
    assert (answer["outcome"], [fault["field"] for fault in answer["faults"]]) == ("failed", [field])


def test_an_id_counts_once_in_a_push(client: FlaskClient, token: str) -> None:
    items = pushed(client, token, COURSE, {**COURSE, "url": "https://example.cn/2"})
    assert [item["outcome"] for item in items] == ["pending", "failed"]


def test_numbers_are_ids_too(client: FlaskClient, token: str) -> None:
    assert [item["id"] for item in pushed(client, token, {**COURSE, "id": 17})] == ["17"]


def test_text_that_no_database_keeps_is_cleaned(client: FlaskClient, token: str) -> None:
    [item] = pushed(client, token, {**COURSE, "title": "手\x00机\ud800入门", "summary": "<script>alert(1)</script>好"})
    assert item["outcome"] == "pending"


def test_a_lecture_waits_for_review(client: FlaskClient, token: str) -> None:
    [item] = pushed(client, token, {**TALK, "speakers": ["李老师"], "status": "tentative"}, path="lectures")

    lecture = db.session.scalars(select(Lecture)).one()
    assert (lecture.state, lecture.status, lecture.speakers) == ("pending", "tentative", ["李老师"])
    assert lecture.starts_at.isoformat() == "2099-03-01T11:30:00+00:00"
    assert (item["lecture"], item["outcome"]) == (lecture.public_id, "pending")
    assert pushed(client, token, {**TALK, "speakers": ["李老师"], "status": "tentative"}, path="lectures")[0][
        "outcome"
    ] == ("unchanged")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_at": ""}, "starts_at"),
        ({"starts_at": "某天晚上"}, "starts_at"),
        ({"ends_at": "2099-03-01T18:00:00+08:00"}, None),
        ({"url": "mailto:a@example.cn"}, "url"),
        ({"status": "off"}, "status"),
        ({"cost": "50元"}, "cost"),
        ({"speakers": {"name": "x"}}, "speakers"),
        ({"kind": "course"}, "kind"),
    ],
)
def test_a_fault_of_a_lecture_is_told_by_its_member(
    client: FlaskClient, token: str, change: dict[str, Any], field: str | None
) -> None:
    [item] = pushed(client, token, {**TALK, **change}, path="lectures")
    assert (item["outcome"], [fault["field"] for fault in item["faults"]]) == ("failed", [field])


def test_who_vouched_for_it_is_kept(client: FlaskClient, token: str) -> None:
    answer = post(client, token, batch(COURSE, {"id": "k2"}))

    submission = db.session.scalars(select(Submission)).one()
    actor = db.session.scalars(select(ApiToken)).one().actor
    assert (submission.public_id, submission.channel, submission.by) == (answer.json["submission"], "api", actor)
    assert (submission.outcomes, len(submission.checked)) == ({"pending": 1, "failed": 1}, 7)
    assert "submission.made" in db.session.scalars(select(Event.what).where(Event.actor == actor)).all()


@pytest.mark.parametrize("missing", ["self_check", "commitment"])
def test_without_the_promise_nothing_comes_in(client: FlaskClient, token: str, missing: str) -> None:
    answer = post(client, token, {key: value for key, value in batch(COURSE).items() if key != missing})
    assert (answer.status_code, COMMITMENT in answer.json["detail"]) == (400, True)
    assert db.session.scalars(select(Submission)).all() == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b"null",
        json.dumps([COURSE]).encode(),
        {**PROMISE, "items": []},
        {**PROMISE, "items": {}},
        {**PROMISE, "items": [COURSE] * 501},
    ],
)
def test_what_is_no_push_is_a_problem(client: FlaskClient, token: str, body: Any) -> None:
    answer = post(client, token, body)
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_more_than_a_megabyte_is_refused(client: FlaskClient, token: str) -> None:
    answer = post(client, token, batch({**COURSE, "body": "a" * 1024 * 1024}))
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")


def test_only_json_is_read(client: FlaskClient, token: str) -> None:
    answer = post(client, token, b"id=1", **{"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 415


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer gx_" + "a" * 43])
def test_without_a_token_that_holds_the_answer_is_401(client: FlaskClient, token: str, value: str) -> None:
    answer = client.post("/api/v1/resources", json=batch(COURSE), headers={"Authorization": value})
    challenge = answer.headers["WWW-Authenticate"]
    assert (answer.status_code, answer.mimetype, challenge.partition(" ")[0]) == (
        401,
        "application/problem+json",
        "Bearer",
    )


def test_a_revoked_token_is_unknown_at_once(client: FlaskClient, school: Institution, token: str) -> None:
    with writing() as session:
        issued = session.scalars(select(ApiToken)).one()
        revoke_token(session, issued.institution, issued.public_id, by="person:aliceaaaaa")
    assert post(client, token, batch(COURSE)).status_code == 401


def test_a_token_does_only_what_it_is_for(client: FlaskClient, school: Institution) -> None:
    answer = post(client, token_for(school, "lectures:write"), batch(COURSE))
    assert (answer.status_code, "insufficient_scope" in answer.headers["WWW-Authenticate"]) == (403, True)
    assert db.session.scalars(select(Resource)).all() == []


def test_its_last_use_is_noted_now_and_then(client: FlaskClient, token: str) -> None:
    pushed(client, token, COURSE)
    noted = db.session.scalars(select(ApiToken.last_used_at)).one()
    pushed(client, token, COURSE)
    assert db.session.scalars(select(ApiToken.last_used_at)).one() == noted
    with writing() as session:
        session.scalars(select(ApiToken)).one().last_used_at = now() - timedelta(minutes=6)
    pushed(client, token, COURSE)
    assert db.session.scalars(select(ApiToken.last_used_at)).one() > noted


def test_programs_need_no_token_of_a_form_and_get_no_cookie(app: Flask, token: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = post(app.test_client(), token, batch(COURSE))
    assert (answer.status_code, answer.headers.get("Set-Cookie")) == (200, None)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_paused_institution_is_told_so(client: FlaskClient, school: Institution, token: str) -> None:
    with writing() as session:
        hand_in_source(session, session.merge(school), by="operator:alice").state = "paused"
    answer = post(client, token, batch(COURSE))
    assert (answer.status_code, "暂停" in answer.json["detail"]) == (400, True)


def standing(client: FlaskClient, token: str, submission: str) -> TestResponse:
    return client.get(f"/api/v1/submissions/{submission}", headers={"Authorization": f"Bearer {token}"})


def test_what_became_of_a_submission_can_be_asked(client: FlaskClient, token: str) -> None:
    answer = post(client, token, batch(COURSE, {**COURSE, "id": "k2", "url": "https://example.cn/2"}))
    with writing() as session:
        first, second = session.scalars(select(Resource).order_by(Resource.id))
        publish(session, first, by="person:revieweraa")
        refuse(session, second, "不是数字技能", by="person:revieweraa")

    told = standing(client, token, answer.json["submission"])
    assert [(one["id"], one["state"], one["reason"]) for one in told.json["items"]] == [
        ("k1", "public", None),
        ("k2", "refused", "不是数字技能"),
    ]
    assert told.json["items"][0]["url"].endswith(f"/resources/{first.public_id}")


def test_a_submission_is_told_to_its_own_institution_only(client: FlaskClient, token: str) -> None:
    submission = post(client, token, batch(COURSE)).json["submission"]
    with writing() as session:
        other = make_institution(session, name="别家学院")
    assert standing(client, token_for(other), submission).status_code == 404
    assert client.get(f"/api/v1/submissions/{submission}").status_code == 401


def test_the_words_of_another_institution_stay_with_it(client: FlaskClient, token: str) -> None:
    pushed(client, token, {**COURSE, "title": "甲院的叫法"})
    with writing() as session:
        other = make_institution(session, name="别家学院")
    theirs = token_for(other)
    answer = post(client, theirs, batch({**COURSE, "id": "z9", "title": "乙院的叫法"}))

    assert answer.json["items"][0]["outcome"] == "merged"
    told = standing(client, theirs, answer.json["submission"])
    assert [(one["id"], one["title"]) for one in told.json["items"]] == [("z9", "乙院的叫法")]


@pytest.mark.parametrize(("path", "item"), [("resources", COURSE), ("lectures", TALK)])
def test_what_is_answered_is_what_is_described(client: FlaskClient, token: str, path: str, item: Any) -> None:
    document = client.get("/api/v1/openapi.json").json
    schemas = document["components"]["schemas"]
    described = document["paths"][f"/{path}"]["post"]
    sent = described["requestBody"]["content"]["application/json"]["schema"]
    answered = described["responses"]["200"]["content"]["application/json"]["schema"]

    answer = post(client, token, batch(item, {"id": "bad"}), path)

    assert conforms(batch(item), sent, schemas)
    assert conforms({**item, **PROMISE}, sent, schemas)
    assert not conforms(batch({**item, "colour": "red"}), sent, schemas)
    assert conforms(answer.json, answered, schemas)
    told = standing(client, token, answer.json["submission"]).json
    assert conforms(told, {"$ref": "#/components/schemas/Submission"}, schemas)
    assert len(told["items"]) == 1


def test_a_bad_page_of_a_submission_is_a_problem(client: FlaskClient, token: str) -> None:
    submission = post(client, token, batch(COURSE)).json["submission"]
    assert standing(client, token, f"{submission}?page=0").status_code == 400
