"""Who sends too often is told to wait; counts are shared by all processes, and people are counted apart."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue import create_app
from catalogue.web import rate_limits
from catalogue.web.limit_store import CounterStore, address_of
from catalogue.web.permission_table import ANYBODY, TOKEN, WHO
from tests.people import person


@pytest.fixture
def twice_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rate_limits.LIMITS, "signing.enter", "2 per minute")
    monkeypatch.setattr(rate_limits, "FORMS", "2 per minute")


def test_whatever_visitors_and_programs_may_send_has_a_bound_of_its_own(app: Flask) -> None:
    """A report of a problem is bounded where it is kept, by network and in all."""
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    open_to_all = {rule.endpoint for rule in rules if {ANYBODY, TOKEN} & set(WHO[rule.endpoint])}
    assert open_to_all - rate_limits.LIMITS.keys() == {"reports.send"}
    assert rate_limits.LIMITS.keys() - app.view_functions.keys() == set()


def attempts(client: FlaskClient, number: int, address: str = "203.0.113.9") -> list[int]:
    from_there = {"REMOTE_ADDR": address}
    return [client.post("/account/sign-in", environ_base=from_there).status_code for _ in range(number)]


def test_one_network_is_told_to_wait_and_another_is_not(client: FlaskClient, twice_a_minute: None) -> None:
    assert attempts(client, 3) == [400, 400, 429]
    assert attempts(client, 1, "203.0.113.10") == [400]


def test_a_household_is_one_network(client: FlaskClient, twice_a_minute: None) -> None:
    assert attempts(client, 2, "2001:db8::1") + attempts(client, 1, "2001:db8::ffff") == [400, 400, 429]


def test_the_page_says_when_to_come_back(client: FlaskClient, twice_a_minute: None) -> None:
    attempts(client, 2)
    answer = client.post("/account/sign-in", environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
    assert "您点得太快了" in answer.text


def test_opening_pages_is_never_counted(client: FlaskClient, twice_a_minute: None) -> None:
    assert [client.get("/account/sign-in").status_code for _ in range(5)] == [200] * 5


def test_people_behind_one_address_are_counted_apart(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "FORMS", "1 per minute")
    clients = [app.test_client() for _ in range(2)]
    for client in clients:
        person(client)
    assert [client.post("/account/sign-out").status_code for client in clients] == [303, 303]


def test_all_processes_count_together(app: Flask, client: FlaskClient, twice_a_minute: None) -> None:
    another = create_app(Path(app.instance_path), {"TESTING": True, "WTF_CSRF_ENABLED": False}).test_client()
    assert attempts(client, 1) + attempts(another, 1) + attempts(client, 1) == [400, 400, 429]


def test_a_window_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = CounterStore(address_of(tmp_path))
    assert [store.incr("a", 60), store.incr("a", 60), store.incr("b", 60)] == [1, 2, 1]
    ends = store.get_expiry("a")
    monkeypatch.setattr("catalogue.web.limit_store.time", lambda: ends + 1)
    assert (store.get("a"), store.incr("a", 60)) == (0, 1)


def test_what_expired_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalogue.web.limit_store.SWEPT_EVERY", 2)
    store = CounterStore(address_of(tmp_path))
    store.incr("old", 0)
    store.incr("new", 60)
    assert store.reset() == 1


def test_a_store_that_cannot_be_written_lets_people_in(
    app: Flask, client: FlaskClient, twice_a_minute: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalogue.web.limit_store._COUNT", "INSERT INTO nothing VALUES (1)")
    assert attempts(client, 3) == [400, 400, 400]
