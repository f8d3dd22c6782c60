"""Real answers of interfaces in JSON, where they lie beside the checkout: every course in them is read."""

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, Site, write
from test_real_data import DATA, count

from harvesters import registry
from harvesters.http import Http

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the collected data is not beside this checkout")

TESS = DATA / "tess-fixtures/ingestion"
LEARN = "https://learn.example"
GITHUB = "id:full_name,title:name,url:html_url,subjects:topics,licence:license.name,published:created_at"
PROLEARN = {"list": "data.searchAPISearch.documents", "site": LEARN, "fields": "id:nid,cost:field_price"}
ZENODO = {
    "list": "hits.hits",
    "next": "links.further",
    "fields": "title:metadata.title,summary:metadata.description,teachers:metadata.creators.*.name,url:links.self_html",
}
EVENTBRITE = {
    "list": "events",
    "cursor": "continuation:pagination.continuation",
    "fields": "title:name.text,summary:summary,starts:start.utc,ends:end.utc,free:is_free",
}
ICOURSE163 = {
    "list": "result.result",
    "form": "keyword=计算机&psize=20",
    "page": "pageIndex",
    "total": "result.pagination.totleCount",
    "address": "https://www.icourse163.org/course/{schoolPanel.shortName}-{id}",
    "fields": "title:name,summary:termPanel.jsonContent,provider:schoolPanel.name,cost:termPanel.price,"
    "teachers:termPanel.lectorPanels.*.realName,published:firstPublishTime,subjects:mocTagDtos.*.name",
}


def answer_files(site: Site, name_of: Any) -> None:
    """Answer with the file that a request asks for."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        file: Path = name_of(handler)
        write(handler, Answer(file.read_bytes()) if file.is_file() else Answer(status=404))

    site.answers["/api"] = answer


def test_every_course_of_a_search_by_form_is_read(site: Site, http: Http) -> None:
    folder = DATA / "courses/icourse163-api-2019-ricosr/mooc_url"
    answer_files(site, lambda handler: folder / f"computer_page_{site.forms[-1]['pageIndex']}.json")

    items = list(registry.get("json_api").find(http, {"url": site.url + "/api", **ICOURSE163}))
    records: list[Any] = [registry.get("json_api").read(item) for item in items]

    assert len({item.key for item in items}) == len(items) == 276
    assert {record.cost for record in records} == {"free"}
    assert sum(bool(record.summary) for record in records) == 267
    assert sum(record.published is not None for record in records) == 170
    assert all(record.provider and record.teachers for record in records)


def test_every_event_behind_a_cursor_is_read(site: Site, http: Http) -> None:
    second = TESS / "eventbrite/eventbrite_ardc_2.json"
    first = TESS / "eventbrite/eventbrite_ardc.json"
    answer_files(site, lambda handler: second if "continuation=" in handler.path else first)

    assert count(registry.get("json_api"), http, {"url": site.url + "/api", **EVENTBRITE}) == {"read": 68}


@pytest.mark.parametrize(
    ("file", "options", "expected"),
    [
        ("tess-fixtures/ingestion/zenodo_abt.json", ZENODO, {"read": 25}),
        ("tess-fixtures/ingestion/zenodo_ardc.json", ZENODO, {"read": 25}),
        ("tess-fixtures/ingestion/zenodo_ardc_2.json", ZENODO, {"read": 25}),
        ("tess-fixtures/ingestion/zenodo_ardc_3.json", ZENODO, {"read": 25}),
        ("tess-fixtures/ingestion/github/api-github-com.json", {"fields": GITHUB}, {"read": 1}),
        ("tess-fixtures/ingestion/github/api-github-io-01.json", {"fields": GITHUB}, {"read": 1}),
        ("tess-fixtures/ingestion/github/api-github-io-02.json", {"fields": GITHUB}, {"read": 1}),
        ("tess-fixtures/ingestion/github/releases.json", {"fields": GITHUB}, {"refused": 1}),
        (
            "tess-fixtures/ingestion/response_1642570417380.json",
            {"list": "data", "fields": "title:attributes.title,url:attributes.url,starts:attributes.start"},
            {"read": 2},
        ),
        (
            "mit-learn/mitxonline_courses.json",
            {"list": "results", "next": "next", "fields": "url:page.page_url,cost:min_price", "site": LEARN},
            {"read": 3},
        ),
        ("mit-learn/bootcamps.json", {"fields": "id:course_id,cost:prices.*.price"}, {"read": 3}),
        ("mit-learn/mitpe_events.json", {"site": LEARN}, {"read": 6}),
        ("mit-learn/mitpe_news.json", {"site": LEARN}, {"read": 4}),
        ("mit-learn/professional_ed_resources_0.json", {"site": LEARN, "fields": "id:uuid"}, {"read": 2}),
        ("mit-learn/professional_ed_resources_2.json", {"site": LEARN}, {}),
        ("mit-learn/prolearn_mitpe_courses.json", PROLEARN, {"read": 4}),
        ("mit-learn/prolearn_csail_programs.json", PROLEARN, {"read": 3}),
        (
            "mit-learn/ol_events.json",
            {"list": "data", "site": LEARN, "fields": "title:attributes.title,url:attributes.path.alias"},
            {"read": 1},
        ),
        ("mit-learn/ovs_videos.json", {"list": "results", "address": "https://a.example/{key}"}, {"read": 2}),
        ("course-apis/openedx/kmooc_courses_page1_excerpt.json", {"list": "results"}, {"refused": 1}),
    ],
)
def test_interfaces(site: Site, http: Http, file: str, options: dict[str, str], expected: dict[str, int]) -> None:
    site.serve("/api", (DATA / file).read_bytes(), "application/json")

    assert count(registry.get("json_api"), http, {"url": site.url + "/api", **options}) == expected


def test_what_canvas_calls_by_a_title_and_a_number_is_read(site: Site, http: Http) -> None:
    answers = json.loads((DATA / "course-apis/canvas/course.json").read_text(encoding="utf-8"))
    told = [answer.get("data") for answer in answers.values()]
    objects = [part for data in told for part in (data if isinstance(data, list) else [data]) if isinstance(part, dict)]
    site.serve("/api", json.dumps(objects))
    options = {"url": site.url + "/api", "address": "https://canvas.example/courses/{id}"}

    assert count(registry.get("json_api"), http, options) == {"read": 101, "refused": 95}


def test_open_edx(site: Site, http: Http) -> None:
    folder = DATA / "course-apis/openedx"
    korean = json.loads((folder / "kmooc_courses_page1_excerpt.json").read_text(encoding="utf-8"))["results"]
    others = json.loads((folder / "course_discovery_mock_bodies.json").read_text(encoding="utf-8"))
    courses = korean + others["COURSES_API_BODIES"]
    site.serve("/api/courses", json.dumps({"results": courses, "pagination": {"next": None}}))

    assert count(registry.get("open_edx"), http, {"url": site.url + "/api/courses"}) == {"read": 3, "not ours": 1}
