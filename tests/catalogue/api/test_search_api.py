import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue.db import db
from catalogue.domain.counts.failed_queries import FAILED, Gap, gaps
from tests.catalogue.api.conftest import Site


def test_search_answers_in_the_shape_of_the_contract(client: FlaskClient, site: Site) -> None:
    answer = client.get("/api/v1/search?q=手机").get_json()

    [item] = answer.pop("items")
    facets = answer.pop("facets")
    assert answer == {
        "total": 1,
        "page": 1,
        "per_page": 20,
        "corrected": None,
        "suggested": None,
        "relaxed": False,
        "dropped": [],
        "near": [],
    }
    assert facets["topic"] == [
        {"value": "life", "label": "数字生活", "count": 1, "parent": None},
        {"value": "smartphone", "label": "智能手机使用", "count": 1, "parent": "life"},
    ]
    assert item.pop("updated_at").endswith("Z")
    assert item.pop("target_url").startswith("https://example.edu.cn/resources/")
    assert item == {
        "id": site.resource,
        "type": "resource",
        "title": "手机入门",
        "summary": "第一课",
        "url": f"http://localhost/resources/{site.resource}",
        "kind": "course",
        "institution": {"id": site.institution, "name": "南昌大学"},
        "audiences": [],
        "topics": ["smartphone"],
        "level": None,
        "language": "zh",
        "cost": "free",
        "login": "unknown",
        "access": [],
    }


@pytest.mark.parametrize(
    ("query", "argument"),
    [
        ("page=-1", "page"),
        ("page=0", "page"),
        ("page=x", "page"),
        ("per_page=1000", "per_page"),
        ("type=person", "type"),
        ("sort=random", "sort"),
        ("topic=nonsense", "topic"),
        ("q=%00", "q"),
        ("q=" + "a" * 10_000, "q"),
    ],
)
def test_bad_arguments_are_problems_that_name_them(client: FlaskClient, site: Site, query: str, argument: str) -> None:
    answer = client.get(f"/api/v1/search?{query}")

    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert (answer.json["status"], answer.json["argument"]) == (400, argument)
    assert answer.json["detail"].startswith(f"参数 {argument} ")


def test_a_page_beyond_the_end_is_empty(client: FlaskClient, site: Site) -> None:
    answer = client.get("/api/v1/search?page=999999999")

    assert (answer.status_code, answer.json["items"], answer.json["total"]) == (200, [], 1)


def test_a_page_too_deep_is_a_problem(client: FlaskClient, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalogue.search.find.MAX_DEPTH", 0)

    answer = client.get("/api/v1/search")

    assert (answer.status_code, answer.json["argument"]) == (400, "page")


def test_without_an_index_search_is_unavailable_and_says_when_to_come_back(app: Flask, client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=手机")

    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert answer.headers["Retry-After"] == "30"
    assert answer.json["detail"] == "搜索正在恢复，请稍后再试。"


def test_suggestions_come_with_their_type(client: FlaskClient, site: Site) -> None:
    assert client.get("/api/v1/suggest?q=手机").json == {
        "q": "手机",
        "items": [
            {"text": "智能手机使用", "type": "topic", "value": "smartphone"},
            {"text": "手机入门", "type": "resource", "value": site.resource},
        ],
    }


def test_nothing_typed_suggests_nothing(client: FlaskClient, site: Site) -> None:
    assert client.get("/api/v1/suggest?q=%00").json == {"q": "", "items": []}


def test_anyone_may_read_and_an_unchanged_answer_is_empty(client: FlaskClient, site: Site) -> None:
    first = client.get("/api/v1/search?q=手机")
    again = client.get("/api/v1/search?q=手机", headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert (again.status_code, again.data) == (304, b"")


def test_a_question_is_answered_with_the_words_that_were_left_out(client: FlaskClient, site: Site) -> None:
    answer = client.get("/api/v1/search?q=怎么学手机").get_json()
    assert (answer["total"], answer["relaxed"], answer["dropped"]) == (1, True, ["怎么", "学"])


def test_what_is_not_there_comes_with_words_that_are(client: FlaskClient, site: Site) -> None:
    answer = client.get("/api/v1/search?q=“手机炒股”").get_json()
    assert (answer["total"], answer["near"]) == (0, ["智能手机"])


def test_a_search_in_vain_is_counted(client: FlaskClient, site: Site) -> None:
    client.get("/api/v1/search?q=插花")
    FAILED.write()
    assert gaps(db.session(), days=30, limit=10) == [Gap("插花", 1)]
