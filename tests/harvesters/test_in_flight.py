"""How many requests one host has at once when six sources on two hosts are harvested in parallel."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from harvesters import registry
from harvesters.http import Http, HttpSettings
from tests.rehearsal import behaviours as behaviours
from tests.rehearsal.behaviour import BEHAVIOURS
from tests.rehearsal.rehearsal import Rehearsal
from tests.rehearsal.visiting import IMPATIENT, UNIT

HOSTS = ("crowded", "crowded_too")
PROCESSES, VISITS = 3, 4


def harvest_often(url: str, settings: HttpSettings) -> int:
    """Harvest a table several times through a door of one's own; returns how many items came."""
    http = Http(settings)
    return sum(len(list(registry.get("table").find(http, {"url": url}))) for _ in range(VISITS))


def harvest_together(urls: list[str], settings: HttpSettings) -> int:
    """Harvest several tables, each in a thread of its own."""
    with ThreadPoolExecutor(len(urls)) as threads:
        return sum(threads.map(harvest_often, urls, [settings] * len(urls)))


def test_the_log_shows_what_no_pace_leads_to() -> None:
    with Rehearsal([BEHAVIOURS["crowded"]], unit=UNIT) as rehearsal:
        url = rehearsal.hosts["crowded"].url
        harvest_together([f"{url}/{number}.csv" for number in range(PROCESSES)], IMPATIENT)

    assert rehearsal.log.most_in_flight("crowded") == PROCESSES


@pytest.mark.parametrize("at_once", [1, 2])
def test_processes_and_threads_together_keep_to_what_one_host_allows(tmp_path: Path, at_once: int) -> None:
    settings = replace(IMPATIENT, at_once=at_once, delay=0.0, pace_folder=tmp_path)
    with Rehearsal([BEHAVIOURS[name] for name in HOSTS], unit=UNIT) as rehearsal:
        sources = [[f"{rehearsal.hosts[name].url}/{number}.csv" for name in HOSTS] for number in range(PROCESSES)]
        with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
            found = sum(processes.map(harvest_together, sources, [settings] * PROCESSES))

    assert {name: rehearsal.log.most_in_flight(name) for name in HOSTS} == dict.fromkeys(HOSTS, at_once)
    courses = sum(len(rehearsal.expected[name].good) for name in HOSTS)
    assert found == courses * PROCESSES * VISITS
