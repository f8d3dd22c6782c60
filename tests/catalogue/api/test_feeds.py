from datetime import timedelta
from xml.etree import ElementTree

import feedparser
from flask import Flask
from flask.testing import FlaskClient

from catalogue.db import db, now, writing
from catalogue.models import Resource
from tests.catalogue.api.conftest import Site
from tests.factories import make_resource


def feed(client: FlaskClient) -> feedparser.FeedParserDict:
    answer = client.get("/feeds/resources.atom")
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    return feedparser.parse(answer.data)


def test_the_feed_is_atom_and_points_at_itself(client: FlaskClient, site: Site) -> None:
    read = feed(client)

    assert (read.bozo, read.version, read.feed.title) == (False, "atom10", "赣学：新上架的资源")
    links = {link.rel: link.href for link in read.feed.links}
    assert links["self"] == "http://localhost/feeds/resources.atom"


def test_an_entry_says_what_and_by_whom(client: FlaskClient, site: Site) -> None:
    [entry] = feed(client).entries

    assert (entry.title, entry.summary, entry.author) == ("手机入门", "第一课", "南昌大学")
    assert entry.link == f"http://localhost/resources/{site.resource}"
    assert [(tag.term, tag.label) for tag in entry.tags] == [("smartphone", "智能手机使用")]


def test_the_newest_comes_first_and_what_is_not_public_never(client: FlaskClient, site: Site) -> None:
    with writing() as session:
        make_resource(session, title="更新的课", published_at=now() + timedelta(hours=1))

    assert [entry.title for entry in feed(client).entries] == ["更新的课", "手机入门"]


def test_an_id_stays_when_the_host_changes(app: Flask, client: FlaskClient, site: Site) -> None:
    [before] = feed(client).entries
    app.config["BASE_URL"] = "https://xue.example.cn"

    [after] = feed(client).entries

    assert after.id == before.id
    assert after.link == f"https://xue.example.cn/resources/{site.resource}"


def test_characters_that_xml_has_no_way_to_write_are_left_out(client: FlaskClient, site: Site) -> None:
    with writing():
        db.session.query(Resource).filter_by(public_id=site.resource).one().title = "手\x00\x0b机<&>\ufffe"

    title = ElementTree.fromstring(client.get("/feeds/resources.atom").data).findtext("{*}entry/{*}title")

    assert title == "手机<&>"
