import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalogue.db import db, writing
from catalogue.domain.intake.publishing import archive, withdraw
from catalogue.models import Listing, Resource
from tests.catalogue.api.conftest import Site
from tests.factories import make_lecture, make_resource, make_source

BY = "operator:alice"


def the_resource(site: Site) -> Resource:
    return db.session.query(Resource).filter_by(public_id=site.resource).one()


def add_listing(session: Session, site: Site, *, accepted: dict[str, str] | None, title: str = "示范来源") -> None:
    """What a source says of the resource, at an address nobody may have looked at."""
    source, heard = make_source(session, title=title), "https://b.cn/1"
    values = {"key": "1", "address": heard, "record_hash": "", "latest": {"url": heard}, "accepted": accepted}
    session.add(Listing(source=source, resource=the_resource(site), **values))


def test_a_resource_comes_with_its_sources(client: FlaskClient, site: Site) -> None:
    with writing() as session:
        add_listing(session, site, title="校内课程表", accepted={"url": "https://a.cn/1"})

    answer = client.get(f"/api/v1/resources/{site.resource}").json

    assert (answer["id"], answer["title"], answer["state"]) == (site.resource, "手机入门", "public")
    assert [(one["source"]["title"], one["address"]) for one in answer["listings"]] == [
        ("校内课程表", "https://a.cn/1")
    ]


def test_what_nobody_accepted_of_a_source_is_not_told(client: FlaskClient, site: Site) -> None:
    with writing() as session:
        add_listing(session, site, accepted=None)
    assert client.get(f"/api/v1/resources/{site.resource}").json["listings"] == []


def test_what_was_sent_back_to_its_provider_does_not_exist_for_programs(client: FlaskClient, site: Site) -> None:
    with writing() as session:
        make_resource(session, public_id="returned22", state="returned", reason="简介太短")
        make_lecture(session, public_id="returned33", state="returned", reason="简介太短")
    paths = ("/api/v1/resources/returned22", "/api/v1/lectures/returned33", "/lectures/returned33.ics")
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]


def test_an_archived_resource_says_why(client: FlaskClient, site: Site) -> None:
    with writing() as session:
        archive(session, the_resource(site), "来源已不再列出", by=BY)

    answer = client.get(f"/api/v1/resources/{site.resource}").json

    assert (answer["state"], answer["reason"]) == ("archived", "来源已不再列出")


def test_a_withdrawn_resource_is_gone(client: FlaskClient, site: Site) -> None:
    with writing() as session:
        withdraw(session, the_resource(site), "提供机构要求撤下", by=BY)

    answer = client.get(f"/api/v1/resources/{site.resource}")

    assert (answer.status_code, answer.json["detail"]) == (410, "提供机构要求撤下")


def test_a_merged_resource_leads_to_what_it_became(client: FlaskClient, site: Site) -> None:
    with writing() as session:
        merged = make_resource(session, state="merged", merged_into=the_resource(site)).public_id

    answer = client.get(f"/api/v1/resources/{merged}")

    assert (answer.status_code, answer.location) == (301, f"/api/v1/resources/{site.resource}")


def test_a_pending_resource_is_not_there(client: FlaskClient, site: Site) -> None:
    hidden = db.session.query(Resource).filter_by(state="pending").one().public_id

    assert client.get(f"/api/v1/resources/{hidden}").status_code == 404


@pytest.mark.parametrize("path", ["resources/nothing", "resources/aaaaaaaaaa", "lectures/%00", "collections/no", "x/y"])
def test_what_is_not_there_is_a_problem(app: Flask, client: FlaskClient, path: str) -> None:
    answer = client.get(f"/api/v1/{path}")

    assert (answer.status_code, answer.mimetype, answer.json["title"]) == (404, "application/problem+json", "没有找到")


def test_a_wrong_method_is_a_problem_that_names_the_right_ones(app: Flask, client: FlaskClient) -> None:
    answer = client.post("/api/v1/search")

    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_fault_is_a_problem_without_a_trace(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("catalogue.api.search.find", break_down)
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    answer = client.get("/api/v1/search")

    assert (answer.status_code, answer.mimetype, answer.json["title"]) == (
        500,
        "application/problem+json",
        "服务器出错",
    )
    assert "secret" not in answer.text


def test_coming_lectures_in_order_with_the_cancelled_ones(client: FlaskClient, site: Site) -> None:
    answer = client.get("/api/v1/lectures").json

    assert [(one["id"], one["status"]) for one in answer["items"]] == [
        (site.lecture, "confirmed"),
        (site.cancelled, "cancelled"),
    ]
    assert answer["items"][0]["starts_at"] == "2099-03-01T11:30:00Z"


@pytest.mark.parametrize(
    ("stretch", "total"),
    [
        ("from=2099-03-01&to=2099-03-01", 2),
        ("from=2099-02-01&to=2099-02-28", 0),
        ("from=2099-03-01T20:00:00%2B08:00", 2),
        ("from=2099-03-01T20:00:00+08:00", 2),
        ("from=2099-03-01T20:31:00", 0),
        ("to=2099-03-01T19:30:00", 0),
        ("from=2099-03-01&page=2", 2),
    ],
)
def test_lectures_of_a_stretch_of_time(client: FlaskClient, site: Site, stretch: str, total: int) -> None:
    assert client.get(f"/api/v1/lectures?{stretch}").json["total"] == total


@pytest.mark.parametrize(
    ("stretch", "argument"),
    [
        ("from=tomorrow", "from"),
        ("from=%00", "from"),
        ("from=0001-01-01", "from"),
        ("to=9999-12-31", "to"),
        ("from=2099-03-02&to=2099-03-01", "to"),
        ("page=-1", "page"),
        ("per_page=0", "per_page"),
    ],
)
def test_a_stretch_that_cannot_be_is_a_problem(client: FlaskClient, site: Site, stretch: str, argument: str) -> None:
    answer = client.get(f"/api/v1/lectures?{stretch}")

    assert (answer.status_code, answer.json["argument"]) == (400, argument)


def test_a_lecture_by_its_id(client: FlaskClient, site: Site) -> None:
    assert client.get(f"/api/v1/lectures/{site.lecture}").json["institution"]["name"] == "南昌大学"


def test_collections_and_one_of_them_with_its_items(client: FlaskClient, site: Site) -> None:
    listed = client.get("/api/v1/collections").json
    whole = client.get(f"/api/v1/collections/{site.collection}").json

    assert [(one["slug"], one["things"]) for one in listed["items"]] == [("phones", 2)]
    [section] = whole["sections"]
    assert [(item["type"], item["id"]) for item in section["items"]] == [
        ("resource", site.resource),
        ("lecture", site.lecture),
    ]


def test_a_collection_leaves_out_what_is_no_longer_public(client: FlaskClient, site: Site) -> None:
    with writing() as session:
        withdraw(session, the_resource(site), "撤下", by=BY)

    [section] = client.get(f"/api/v1/collections/{site.collection}").json["sections"]
    assert [item["id"] for item in section["items"]] == [site.lecture]
