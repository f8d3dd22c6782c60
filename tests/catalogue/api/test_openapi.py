import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.catalogue.api.conforming import conforms
from tests.catalogue.api.conftest import Site


def test_every_address_of_the_api_is_described_and_no_other(app: Flask, client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").json["paths"]
    there = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule).removeprefix("/api/v1")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }

    assert set(described) == there


def test_every_reference_leads_somewhere_and_every_schema_is_used(client: FlaskClient) -> None:
    answer = client.get("/api/v1/openapi.json")
    referred = set(re.findall(r'"#/components/schemas/(\w+)"', answer.text))

    assert referred == set(answer.json["components"]["schemas"])


def test_arguments_of_a_path_stand_in_the_path(client: FlaskClient) -> None:
    for path, methods in client.get("/api/v1/openapi.json").json["paths"].items():
        for described in methods.values():
            named = [argument["name"] for argument in described["parameters"] if argument["in"] == "path"]
            assert named == re.findall(r"{(\w+)}", path)


@pytest.mark.parametrize(
    "path",
    [
        "/search",
        "/search?type=lecture",
        "/search?type=collection",
        "/search?type=institution",
        "/suggest?q=手机",
        "/resources/{public_id}",
        "/lectures",
        "/lectures/{lecture}",
        "/collections",
        "/collections/{slug}",
        "/openapi.json",
    ],
)
def test_what_is_answered_is_what_is_described(client: FlaskClient, site: Site, path: str) -> None:
    document = client.get("/api/v1/openapi.json").json
    answer = client.get("/api/v1" + path.format(public_id=site.resource, lecture=site.lecture, slug=site.collection))
    described = document["paths"][path.partition("?")[0].replace("lecture}", "public_id}")]["get"]
    schema = described["responses"]["200"]["content"]["application/json"]["schema"]

    assert answer.status_code == 200
    assert conforms(answer.json, schema, document["components"]["schemas"])
    assert not conforms({"unheard": "of"}, document["components"]["schemas"]["Item"], document["components"]["schemas"])


def test_a_problem_is_what_is_described(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").json
    problem = client.get("/api/v1/search?page=0").json

    assert conforms(problem, document["components"]["schemas"]["Problem"], document["components"]["schemas"])
