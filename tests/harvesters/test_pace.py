"""The pace of a host: so many requests at a time and so much time between two, across threads and processes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_clock import FakeClock
from loopback import Answer, Site, local_door, write

from harvesters.errors import HttpError
from harvesters.pace import Pace

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys, time
from pathlib import Path
from harvesters.pace import Pace
with Pace(Path(sys.argv[1])).turn("a.cn", delay=0, patience=10):
    print("held", flush=True)
    time.sleep(60)
"""
FETCHER = """
import sys
from pathlib import Path
from harvesters.http import Http, HttpSettings
http = Http(HttpSettings(allow_private_networks=True, pace_folder=Path(sys.argv[1]), attempts=1))
for number in range(10):
    http.get(f"{sys.argv[2]}/busy?{number}")
"""


class Crowd:
    """Answers slowly and counts how many it was asked for at once."""

    def __init__(self) -> None:
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()

    def __call__(self, handler: object) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(0.01)
        with self._lock:
            self._now -= 1
        write(handler, Answer(b"x"))  # type: ignore[arg-type]


@pytest.fixture(params=["in memory", "in a folder"])
def make_pace(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Pace]:
    folder = tmp_path / "pace" if request.param == "in a folder" else None
    return lambda **settings: Pace(folder, **settings)


def test_starts_are_a_delay_apart(make_pace: Callable[..., Pace]) -> None:
    clock = FakeClock()
    pace = make_pace(clock=clock)
    for _ in range(3):
        with pace.turn("a.cn", delay=2.0, patience=10):
            pass

    assert clock.slept == [2.0, 2.0]


def test_the_delay_counts_from_start_to_start(make_pace: Callable[..., Pace]) -> None:
    clock = FakeClock()
    pace = make_pace(clock=clock)
    with pace.turn("a.cn", delay=2.0, patience=10):
        clock.sleep(1.5)
    with pace.turn("a.cn", delay=2.0, patience=10):
        pass

    assert clock.slept == [1.5, 0.5]


def test_hosts_do_not_wait_for_each_other(make_pace: Callable[..., Pace]) -> None:
    clock = FakeClock()
    pace = make_pace(clock=clock)
    with pace.turn("a.cn", delay=5.0, patience=0), pace.turn("b.cn", delay=5.0, patience=0):
        pass

    assert clock.slept == []


def test_a_turn_that_does_not_come_in_time_is_an_error(make_pace: Callable[..., Pace]) -> None:
    pace = make_pace(clock=FakeClock())
    with (
        pace.turn("a.cn", delay=0, patience=1),
        pytest.raises(HttpError, match="正在被别的采集访问"),
        pace.turn("a.cn", delay=0, patience=1),
    ):
        pass


def test_a_rest_longer_than_the_patience_is_an_error_and_no_turn_taken(make_pace: Callable[..., Pace]) -> None:
    clock = FakeClock()
    pace = make_pace(clock=clock)
    pace.rest("a.cn", 100)
    with pytest.raises(HttpError, match="要求过 100 秒再访问"), pace.turn("a.cn", delay=50, patience=10):
        pass
    with pace.turn("a.cn", delay=0, patience=100):
        pass

    assert clock.slept == [100.0]


def test_a_failure_gives_the_turn_back(make_pace: Callable[..., Pace]) -> None:
    pace = make_pace(clock=FakeClock())
    with pytest.raises(ZeroDivisionError), pace.turn("a.cn", delay=0, patience=0):
        _ = 1 // 0

    with pace.turn("a.cn", delay=0, patience=0):
        pass


def test_a_clock_set_back_does_not_lock_a_host_out(make_pace: Callable[..., Pace]) -> None:
    clock = FakeClock()
    pace = make_pace(clock=clock)
    with pace.turn("a.cn", delay=1.0, patience=10):
        clock.moment -= 30 * 24 * 3600
    with pace.turn("a.cn", delay=1.0, patience=10):
        pass

    assert clock.slept == []


@pytest.mark.parametrize("at_once", [1, 3])
def test_never_more_than_allowed_are_in_flight_from_many_threads(site: Site, tmp_path: Path, at_once: int) -> None:
    crowd = Crowd()
    site.answers["/busy"] = crowd
    doors = [local_door(pace_folder=folder, at_once=at_once) for folder in (tmp_path, tmp_path)]
    threads = [
        threading.Thread(target=lambda door=door: [door.get(site.url + "/busy") for _ in range(5)])
        for door in doors * 4
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert crowd.most == at_once
    assert len(site.requests) == 40


def test_never_more_than_one_is_in_flight_from_several_processes(site: Site, tmp_path: Path) -> None:
    crowd = Crowd()
    site.answers["/busy"] = crowd
    processes = [run(FETCHER, str(tmp_path), site.url) for _ in range(3)]

    assert [process.wait(60) for process in processes] == [0, 0, 0]
    assert crowd.most == 1
    assert len(site.requests) == 30


def test_a_killed_process_holds_nobody_up(tmp_path: Path) -> None:
    holder = run(HOLDER, str(tmp_path))
    assert holder.stdout and holder.stdout.readline() == b"held\n"
    with (
        pytest.raises(HttpError, match="正在被别的采集访问"),
        Pace(tmp_path).turn("a.cn", delay=0, patience=0),
    ):
        pass
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()

    with Pace(tmp_path).turn("a.cn", delay=0, patience=0):
        pass


def test_the_folder_stays_small_whatever_hosts_are_met(tmp_path: Path) -> None:
    pace = Pace(tmp_path, clock=FakeClock())
    for number in range(500):
        with pace.turn(f"{'../' * 9}{number}.cn", delay=0, patience=0):
            pass

    names = [path.name for path in tmp_path.iterdir()]
    assert {len(name.partition(".")[0]) for name in names} == {4}
    assert {path.stat().st_size for path in tmp_path.iterdir()} == {0}


def run(program: str, *words: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", program, *words], env=environment, stdout=subprocess.PIPE)
