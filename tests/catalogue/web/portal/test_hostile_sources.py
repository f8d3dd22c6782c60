"""What a partner's site answers to the source clinic is shown as text, whatever it says."""

import json
from collections.abc import Iterator
from xml.sax.saxutils import escape

import pytest
from flask.testing import FlaskClient

from catalogue.api.markup import xml_text
from catalogue.models import Institution
from tests.harvesters.loopback import Answer, Site
from tests.hostile.pages import Site as Pages
from tests.hostile.pages import faults_of
from tests.hostile.strings import OWN
from tests.people import person

RSS = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'
ITEM = "<item><title>{title}</title><link>https://example.cn/{number}</link><description>{title}</description></item>"


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


def feed(words: list[str]) -> bytes:
    titles = [escape(xml_text(word)) for word in words]
    items = "".join(ITEM.format(title=title, number=number) for number, title in enumerate(titles))
    return RSS.format(title=titles[0], items=items).encode()


def interface(words: list[str]) -> bytes:
    """Each word once as a title, once as the name of a field, and once as what stands there."""
    entries = [{"title": f"课{word}", "url": f"/{number}", word: word} for number, word in enumerate(words)]
    return json.dumps({"rows": entries}).encode()


def test_hostile_interfaces_are_read_and_harm_nobody(client: FlaskClient, school: Institution, site: Site) -> None:
    person(client, institution=school)
    address = {"address": f"{site.url}/api"}
    pages, strings = Pages(), list(OWN)
    pages.learn_templates(client.application.jinja_env)
    site.answers["/api"] = Answer(interface(["普通的课程"]))
    pages.learn(client.post(f"/portal/{school.public_id}/sources/look", data=address).text)

    site.answers["/api"] = Answer(interface(strings))
    answer = client.post(f"/portal/{school.public_id}/sources/look", data=address)
    assert faults_of(answer, pages, pages.tags_of(strings)) == []
    assert f"{site.url}/0" in answer.text


@pytest.mark.parametrize("first", range(0, len(OWN), 5))
def test_hostile_feeds_are_found_and_harm_nobody(
    client: FlaskClient, school: Institution, site: Site, first: int
) -> None:
    person(client, institution=school)
    address = {"address": f"{site.url}/feed"}
    pages, strings = Pages(), list(OWN[first : first + 5])
    pages.learn_templates(client.application.jinja_env)
    site.answers["/feed"] = Answer(feed(["普通的课程"]))
    pages.learn(client.post(f"/portal/{school.public_id}/sources/look", data=address).text)

    site.answers["/feed"] = Answer(feed(strings))
    answer = client.post(f"/portal/{school.public_id}/sources/look", data=address)
    assert faults_of(answer, pages, pages.tags_of(strings)) == []
    assert "https://example.cn/0" in answer.text
