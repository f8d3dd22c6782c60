"""Every route asked as every role, and what came of it compared with the written table beside this file.

The views themselves are put out of work, so that nothing is changed by asking: what is tested is the one place where
permissions are checked. That a view shows nobody another institution's things is tested with each area.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, Rule

from catalogue.db import writing
from catalogue.models import Institution
from tests.factories import make_institution
from tests.people import make_account, sign_in

TABLE = Path(__file__).with_name("routes.tsv")
ROLES = (
    "visitor",
    "person",
    "editor",
    "owner",
    "stranger",
    "reviewer",
    "senior_reviewer",
    "curator",
    "administrator",
)
"""`person` has no role at all; `editor` and `owner` belong to the institution asked for, `stranger` owns another."""
STAFF = ("reviewer", "senior_reviewer", "curator", "administrator")
PLACE_HOLDERS = {"public_id": "aaaaaaaaaa", "slug": "a", "int": "1", "default": "a", "path": "a"}


def asked(app: Flask) -> Iterator[tuple[str, str, Rule]]:
    """Every endpoint with each method it answers."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, rule


def written() -> dict[tuple[str, str], dict[str, str]]:
    with TABLE.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {(row.pop("endpoint"), row.pop("method")): row for row in rows}


@pytest.fixture
def institution(app: Flask) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江数字学院")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    for endpoint in app.view_functions:
        app.view_functions[endpoint] = lambda **_: "opened"
    return app.test_client()


def become(client: FlaskClient, role: str, institution: Institution) -> None:
    if role == "visitor":
        return
    with writing() as session:
        ours = session.merge(institution)
        if role in ("editor", "owner"):
            account = make_account(session, institution=ours, member=role)
        elif role == "stranger":
            account = make_account(session, institution=make_institution(session, name="别家学院"))
        else:
            account = make_account(session, *([role] if role in STAFF else []))
    sign_in(client, account)


def outcome(client: FlaskClient, method: str, rule: Rule, institution: Institution) -> str:
    """`open`, `door` (led to signing in) or `no` (403)."""
    values = {name: _value(rule, name) for name in rule.arguments} | {"institution": institution.public_id}
    with client.application.test_request_context():
        built = rule.build({name: values[name] for name in rule.arguments})
    assert built
    answer = client.open(built[1], method=method)
    if answer.status_code == 303 and answer.location.startswith("/account/sign-in"):
        return "door"
    return {200: "open", 403: "no"}[answer.status_code]


def _value(rule: Rule, name: str) -> str | int:
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    kind = next((kind for kind, made in rule.map.converters.items() if type(converter) is made), "default")
    return int(PLACE_HOLDERS[kind]) if kind == "int" else PLACE_HOLDERS.get(kind, "a")


def test_the_written_table_names_every_route_and_nothing_else(app: Flask) -> None:
    assert {(endpoint, method) for endpoint, method, _ in asked(app)} == written().keys()


@pytest.mark.parametrize("role", ROLES)
def test_every_route_answers_a_role_as_written(
    app: Flask, client: FlaskClient, institution: Institution, role: str
) -> None:
    app.config["RATE_LIMITS"] = False
    become(client, role, institution)
    found = {(endpoint, method): outcome(client, method, rule, institution) for endpoint, method, rule in asked(app)}
    assert found == {key: row[role] for key, row in written().items()}
