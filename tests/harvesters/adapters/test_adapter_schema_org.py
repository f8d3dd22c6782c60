"""schema.org pages at their edges."""

import json
from typing import Any

import pytest
from loopback import Site
from reading import read_all, titles

from harvesters import registry
from harvesters.errors import RecordError, SourceError
from harvesters.formats.schema_event import read_event
from harvesters.formats.schema_org import read_node
from harvesters.http import Http

PAGE = "https://a.example/list"


def marked_up(*nodes: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


@pytest.mark.parametrize("body", ["", "<html>", marked_up({"@type": "Person", "name": "一"}), "{", "[]", "null"])
def test_a_page_without_resources_is_refused(site: Site, http: Http, body: str) -> None:
    with pytest.raises(SourceError, match=r"没有用 schema\.org 标记的课程、资源或活动"):
        read_all(registry.get("schema_org"), http, {"url": site.serve("/page", body, "text/html")})


def test_a_page_that_fails_does_not_keep_the_others_from_being_read(site: Site, http: Http) -> None:
    second = site.serve("/two", marked_up({"@type": "Course", "name": "二"}), "text/html")

    outcomes = read_all(registry.get("schema_org"), http, {"url": site.url + "/one", "pages": f"{second}\n{second}"})

    assert titles(outcomes) == [f"服务器回答 404：{site.url}/one", "二"]


def test_a_bare_json_document_is_read_too(site: Site, http: Http) -> None:
    address = site.serve("/doc", json.dumps([{"@type": "Course", "name": "一"}]), "application/ld+json")

    [record] = read_all(registry.get("schema_org"), http, {"url": address})

    assert (record.title, record.url) == ("一", address)


@pytest.mark.parametrize(
    ("node", "field", "value"),
    [
        ({"provider": "南昌大学", "author": "林老师"}, "provider", "南昌大学"),
        ({"provider": "南昌大学", "author": "林老师"}, "teachers", ("林老师",)),
        ({"author": {"@type": "Organization", "name": "社区学院"}}, "provider", "社区学院"),
        ({"provider": {"@type": "Person", "name": "林老师"}}, "teachers", ("林老师",)),
        ({"inLanguage": {"@type": "Language", "name": "Chinese", "alternateName": "zh"}}, "language", "zh"),
        ({"learningResourceType": ["slides", "x"]}, "kind", "slides"),
        ({"@type": ["CreativeWork", "https://schema.org/Book"]}, "kind", "book"),
        ({"offers": {"price": 0}}, "cost", "free"),
        ({"offers": [{"price": "49.99"}]}, "cost", "paid"),
        ({"isAccessibleForFree": "False"}, "cost", "paid"),
        ({"isAccessibleForFree": True, "offers": {"price": 5}}, "cost", "free"),
        ({"name": [{"@value": "Course", "@language": "en"}, {"@value": "课", "@language": "zh"}]}, "title", "课"),
        ({"url": "javascript:alert(1)"}, "url", PAGE),
        ({"url": "_:b0", "@id": "/c/1"}, "url", "https://a.example/c/1"),
        ({"description": "长" * 2001}, "body", "长" * 2001),
    ],
)
def test_a_property_is_read(node: dict[str, Any], field: str, value: object) -> None:
    record = read_node("key", {"@type": "Course", "name": "一", **node}, PAGE)

    assert getattr(record, field) == value


@pytest.mark.parametrize("value", [None, 5, True, [], {}, [[]], {"@value": []}, [None, {"name": {}}], {"@id": 5}])
def test_values_of_the_wrong_shape_do_no_harm(value: object) -> None:
    names = """description provider author inLanguage about keywords educationalLevel audience timeRequired offers
    isAccessibleForFree accessibilityFeature image license datePublished hasCourseInstance url @id courseWorkload"""

    record = read_node("key", {"@type": "Course", "name": "一", **dict.fromkeys(names.split(), value)}, PAGE)

    assert (record.title, record.url) == ("一", PAGE)


def test_the_dates_of_a_series_share_an_address_and_are_kept_apart(site: Site, http: Http) -> None:
    event = {"@type": "EducationEvent", "name": "讲座", "url": "/series"}
    nodes = [{**event, "startDate": day} for day in ("2026-12-01", "2026-12-08", "2026-12-08")]
    url = site.serve("/page", marked_up(*nodes), "text/html")

    first, second = read_all(registry.get("schema_org"), http, {"url": url})

    assert (first.uid, second.uid) == (f"{site.url}/series", f"{site.url}/series#2026-12-08")


def test_what_json_ld_and_microdata_both_describe_is_read_once(site: Site, http: Http) -> None:
    again = '<p itemscope itemtype="https://schema.org/Course" itemid="/c"><b itemprop="name">一</b></p>'
    body = marked_up({"@type": "Course", "@id": "/c", "name": "一", "description": "说明"}) + again

    [record] = read_all(registry.get("schema_org"), http, {"url": site.serve("/page", body, "text/html")})

    assert (record.title, record.summary) == ("一", "说明")


def test_two_courses_with_one_address_are_both_read(site: Site, http: Http) -> None:
    body = marked_up(*({"@type": "Course", "url": "/c", "name": name} for name in "一二"))

    assert titles(read_all(registry.get("schema_org"), http, {"url": site.serve("/page", body)})) == ["一", "二"]


@pytest.mark.parametrize(
    ("node", "field", "value"),
    [
        ({"eventStatus": "https://schema.org/EventCancelled"}, "status", "cancelled"),
        ({"eventStatus": {"@id": "https://schema.org/EventScheduled"}}, "status", "confirmed"),
        ({"location": "线上"}, "location", "线上"),
        ({"location": [{"name": "图书馆"}, {"url": "https://live.example/"}]}, "location", "图书馆"),
        ({"location": {"address": "一路 1 号"}}, "location", "一路 1 号"),
        ({"organizer": [{"name": "社区学院"}, "别处"]}, "provider", "社区学院"),
        ({"performer": "林老师", "instructor": {"name": "周老师"}}, "speakers", ("林老师", "周老师")),
        ({"keywords": "电商，直播"}, "subjects", ("电商", "直播")),
        ({"@type": "CourseInstance"}, "title", "一"),
    ],
)
def test_a_property_of_an_event_is_read(node: dict[str, Any], field: str, value: object) -> None:
    event = {"@type": "Event", "name": "一", "startDate": "2026-12-01T19:30", **node}

    assert getattr(read_event("key", event, PAGE), field) == value


def test_an_event_that_costs_money_is_not_ours() -> None:
    event = {"@type": "Event", "name": "一", "startDate": "2026-12-01", "offers": {"price": "5"}}

    assert read_event("key", event, PAGE) is None


def test_an_event_that_ends_before_it_starts_is_refused() -> None:
    event = {"@type": "Event", "name": "一", "startDate": "2026-12-02", "endDate": "2026-11-01"}

    with pytest.raises(RecordError, match="结束时间早于开始时间"):
        read_event("key", event, PAGE)
