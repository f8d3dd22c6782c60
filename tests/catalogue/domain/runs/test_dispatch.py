"""Sources harvested side by side: several hosts at once, one host by one run, one source by one process."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Lock

import pytest
from flask import Flask

from catalogue.db import db, now, writing
from catalogue.domain.runs.dispatch import Dispatcher
from catalogue.domain.runs.perform import harvest
from catalogue.errors import Busy
from catalogue.models import Run, Source
from tests.catalogue.domain.paged_place import BOB
from tests.factories import make_source

PATIENCE_SECONDS = 180.0
MOST = 3


class Attendant:
    """Attends to a source for a moment and notes who was attended to at the same time."""

    def __init__(self, seconds: float = 0.05) -> None:
        self.seconds = seconds
        self.attended: list[int] = []
        self.at_work: Counter[str] = Counter()
        self.most_hosts = self.most_of_one_host = 0
        self._lock = Lock()

    def __call__(self, source_id: int) -> None:
        host = db.session.get_one(Source, source_id).host
        with self._lock:
            self.at_work[host] += 1
            self.most_hosts = max(self.most_hosts, self.at_work.total())
            self.most_of_one_host = max(self.most_of_one_host, self.at_work[host])
        time.sleep(self.seconds)
        with self._lock:
            self.at_work[host] -= 1
            self.attended.append(source_id)


def due(*urls: str) -> list[int]:
    with writing() as session:
        return [make_source(session, url=url, every_hours=24, next_due_at=now()).id for url in urls]


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it did not get there"
        time.sleep(0.01)


def test_every_due_source_is_attended_to_several_hosts_at_once_and_no_host_twice(app: Flask) -> None:
    numbers = due(*(f"https://host{number % 6}.example.cn/{number}" for number in range(18)))
    attendant = Attendant()

    Dispatcher(app.app_context, attendant, MOST).sweep()
    until(lambda: len(attendant.attended) == len(numbers))

    assert sorted(attendant.attended) == numbers
    assert (attendant.most_hosts, attendant.most_of_one_host) == (MOST, 1)


def test_a_slow_host_does_not_hold_up_the_others_nor_is_it_asked_again_meanwhile(app: Flask) -> None:
    slow, quick = due("https://slow.example.cn/", "https://quick.example.cn/")
    go_on, attended = Event(), []

    def attend(source_id: int) -> None:
        if source_id == slow:
            go_on.wait(PATIENCE_SECONDS)
        attended.append(source_id)

    dispatcher = Dispatcher(app.app_context, attend, MOST)
    dispatcher.sweep()
    dispatcher.sweep()
    until(lambda: quick in attended)

    assert slow not in attended
    go_on.set()
    until(lambda: slow in attended)


def test_a_source_that_cannot_be_attended_to_costs_no_other(app: Flask) -> None:
    broken, whole = due("https://broken.example.cn/", "https://whole.example.cn/")
    attended = []

    def attend(source_id: int) -> None:
        if source_id == broken:
            raise ZeroDivisionError
        attended.append(source_id)

    Dispatcher(app.app_context, attend, 1).sweep()
    until(lambda: attended == [whole])


def test_sources_without_a_host_do_not_wait_for_one_another(app: Flask) -> None:
    due("", "", "")
    attendant = Attendant()

    Dispatcher(app.app_context, attendant, MOST).sweep()
    until(lambda: len(attendant.attended) == 3)

    assert attendant.most_hosts == 3


@pytest.fixture
def run_elsewhere(app: Flask, source: Source) -> Run:
    """Another process is collecting from the host of the source, for another source."""
    with writing() as session:
        other = make_source(session, url="https://example.cn/other")
        lease = {"lease_owner": "elsewhere:1", "lease_until": now() + timedelta(minutes=1)}
        run = Run(source=other, state="collecting", **lease)
        session.add(run)
        session.flush()
        return run


def test_two_processes_never_collect_from_one_host(run_elsewhere: Run, harvested: Callable[[], Run]) -> None:
    with pytest.raises(Busy, match=r"网站 example\.cn 正被另一次采集（\w+）读取，请等它结束后再试"):
        harvested()


def test_a_host_is_free_once_everything_is_collected(run_elsewhere: Run, harvested: Callable[[], Run]) -> None:
    with writing() as session:
        session.get_one(Run, run_elsewhere.id).state = "applying"

    assert harvested().state == "done"


def test_another_host_is_nobody_elses_business(app: Flask, run_elsewhere: Run, source: Source, place: object) -> None:
    with writing() as session:
        session.get_one(Source, source.id).url = "https://example.com/api"

    assert harvest(db.session.get_one(Source, source.id), app.config, by=BOB).state == "done"
