"""A source before reviewers over HTTP: asking for a standing approval, ending it, moving it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue.db import db, writing
from catalogue.domain.intake.resources import take_in
from catalogue.domain.review.sources import request_trust
from catalogue.models import Resource, ReviewTask, Source
from tests.factories import make_record, make_source
from tests.people import person
from tests.reviewing import untrusted


@pytest.fixture
def trusted(app: Flask) -> Source:
    with writing() as session:
        source = make_source(session, adapter="feed", url="https://example.edu.cn/feed.xml")
        take_in(session, source, make_record(title="智能手机入门"))
        return source


def again(source: Source) -> Source:
    db.session.rollback()
    return db.session.get_one(Source, source.id)


def test_what_an_approval_published_is_listed_under_it(client: FlaskClient, trusted: Source) -> None:
    person(client, "reviewer")
    assert "智能手机入门" in client.get(f"/review/sources/{trusted.public_id}").text


def test_a_reviewer_asks_for_a_standing_approval(client: FlaskClient) -> None:
    with writing() as session:
        source = untrusted(session)
    who = person(client, "reviewer")
    client.post(f"/review/sources/{source.public_id}/trust", data={"trust-words": "审过 60 条，没有问题"})
    task = db.session.query(ReviewTask).one()
    assert (task.kind, task.evidence["requested_by"]) == ("source_trust", who.actor)


def test_a_task_about_a_source_tells_of_no_resource(client: FlaskClient) -> None:
    with writing() as session:
        task = request_trust(session, untrusted(session), "审过 60 条，没有问题", by="operator:alice")
    person(client, "senior_reviewer")
    page = client.get(f"/review/tasks/{task.public_id}").text
    assert ("审过 60 条" in page, "<h2>内容</h2>" in page) == (True, False)


def test_an_administrator_who_reviews_nothing_is_led_nowhere_else(client: FlaskClient, trusted: Source) -> None:
    person(client, "administrator")
    pages = [client.get(path).text for path in ("/review/find", f"/review/sources/{trusted.public_id}")]
    assert ['href="/review/"' in page for page in pages] == [False, False]


def test_an_approval_is_taken_back_at_once(client: FlaskClient, trusted: Source) -> None:
    person(client, "senior_reviewer")
    client.post(f"/review/sources/{trusted.public_id}/untrust", data={"untrust-words": "上月三条收费"})
    assert not again(trusted).trusted


def test_taking_it_back_needs_a_reason(client: FlaskClient, trusted: Source) -> None:
    person(client, "senior_reviewer")
    answer = client.post(f"/review/sources/{trusted.public_id}/untrust", data={"untrust-words": " "})
    assert (answer.status_code, again(trusted).trusted) == (400, True)


def test_a_reviewer_takes_no_approval_back(client: FlaskClient, trusted: Source) -> None:
    person(client, "reviewer")
    assert client.post(f"/review/sources/{trusted.public_id}/untrust", data={"untrust-words": "x"}).status_code == 403


def test_another_address_ends_the_approval(client: FlaskClient, trusted: Source) -> None:
    person(client, "administrator")
    client.post(f"/review/sources/{trusted.public_id}/move", data={"address": "https://example.edu.cn/new.xml"})
    assert (again(trusted).url, again(trusted).trusted) == ("https://example.edu.cn/new.xml", False)


def test_an_address_that_cannot_be_read_is_refused(client: FlaskClient, trusted: Source) -> None:
    person(client, "administrator")
    answer = client.post(f"/review/sources/{trusted.public_id}/move", data={"address": "file:///etc/passwd"})
    assert (answer.status_code, again(trusted).trusted) == (400, True)


def test_two_people_may_be_asked_for(client: FlaskClient, trusted: Source) -> None:
    person(client, "senior_reviewer")
    client.post(f"/review/sources/{trusted.public_id}/important", data={"important": "yes"})
    assert again(trusted).important


def test_a_renewal_is_asked_for_while_the_approval_stands(client: FlaskClient, trusted: Source) -> None:
    person(client, "reviewer")
    client.post(f"/review/sources/{trusted.public_id}/trust", data={"trust-words": "一年了，没有问题"})
    assert (again(trusted).trusted, db.session.query(ReviewTask).one().kind) == (True, "source_trust")


def test_asking_without_a_word_shows_what_is_missing(client: FlaskClient, trusted: Source) -> None:
    person(client, "reviewer")
    answer = client.post(f"/review/sources/{trusted.public_id}/trust", data={"trust-words": ""})
    assert (answer.status_code, 'href="#trust-words">请写明理由。' in answer.text) == (400, True)


def test_what_it_published_tells_of_the_end_of_the_approval(client: FlaskClient, trusted: Source) -> None:
    person(client, "senior_reviewer")
    client.post(f"/review/sources/{trusted.public_id}/untrust", data={"untrust-words": "上月三条收费"})
    resource = db.session.query(Resource).one()
    page = client.get(f"/review/resources/{resource.public_id}").text
    assert f'<a href="/review/sources/{trusted.public_id}">示范来源</a>' in page.partition("收回长期批准")[2]
    assert "上月三条收费" in page
