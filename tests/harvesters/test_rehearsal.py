"""The rehearsal at the adapters: every good record comes, every bad one is reported, nothing hangs, twice over."""

import time
from pathlib import Path

import pytest

from harvesters import connections
from harvesters.errors import HttpError
from harvesters.http import Http, HttpSettings
from tests.rehearsal.behaviour import BEHAVIOURS, Behaviour
from tests.rehearsal.rehearsal import Rehearsal
from tests.rehearsal.visitable import visitable
from tests.rehearsal.visiting import UNIT, impatient_door, visit

MOST_SECONDS = 10.0
"""What one visit to any host may take."""


@pytest.mark.parametrize("behaviour", visitable(), ids=lambda behaviour: behaviour.name)
def test_every_visit_ends_as_expected_and_in_time(behaviour: Behaviour) -> None:
    with Rehearsal([behaviour], unit=UNIT) as rehearsal:
        http = impatient_door()
        for expected in rehearsal.expected[behaviour.name].visits:
            began = time.monotonic()
            found = visit(rehearsal, behaviour, http)

            assert found == found.as_expected(expected)
            assert time.monotonic() - began < MOST_SECONDS


def test_every_behaviour_says_what_its_host_does() -> None:
    assert [one.name for one in BEHAVIOURS.values() if not one.play.__doc__] == []


def test_a_crawl_delay_lies_between_two_requests() -> None:
    name = "robots_crawl_delay"
    with Rehearsal([BEHAVIOURS[name]], unit=UNIT) as rehearsal:
        visit(rehearsal, BEHAVIOURS[name], impatient_door())

    assert rehearsal.log.gaps(name)[-1] > UNIT * 0.8


@pytest.mark.parametrize("name", ["etag_honoured", "last_modified_honoured"])
def test_what_did_not_change_is_not_sent_again(tmp_path: Path, name: str) -> None:
    with Rehearsal([BEHAVIOURS[name]], unit=UNIT) as rehearsal:
        http = impatient_door(kept_folder=tmp_path)
        visits = [visit(rehearsal, BEHAVIOURS[name], http) for _ in range(2)]

    assert visits == [visits[0].as_expected(rehearsal.expected[name])] * 2
    assert [entry.status for entry in rehearsal.log.of(name) if entry.path != "/robots.txt"] == [200, 304]


def test_a_redirect_into_a_private_network_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The host stands on the open web here: a public address, to which alone there is a way."""
    reached: list[tuple[str, int]] = []
    real_connection = connections.create_connection

    with Rehearsal([BEHAVIOURS["redirect_inside"]]) as rehearsal:
        port = int(rehearsal.hosts["redirect_inside"].url.rpartition(":")[2])

        def connect(address: tuple[str, int], *more: object) -> object:
            reached.append(address)
            return real_connection(("127.0.0.1", port), *more)  # type: ignore[arg-type]

        monkeypatch.setattr(connections, "create_connection", connect)
        addresses = {"redirecting.example.cn": "1.1.1.1", "10.255.0.1": "10.255.0.1"}
        http = Http(HttpSettings(), resolve=lambda host, _port: [addresses[host]])

        with pytest.raises(HttpError, match="不能访问内网地址"):
            http.get("http://redirecting.example.cn/feed")
    assert set(reached) == {("1.1.1.1", 80)}
