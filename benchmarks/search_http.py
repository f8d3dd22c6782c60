"""How long /api/v1/search takes over HTTP, against an empty JSON answer of Flask served the same way.

`python -m benchmarks.search_http [RESOURCES] [INSTANCE]` serves a catalogue of real titles (made in INSTANCE when that
is not there yet) by one production web process, asks every query of benchmarks.queries once, none of them twice, and
then looks at the memory of that process. Beside the time on the clock stands what both ends took of a processor, which
holds on a machine that does other work as well.
"""

import sys
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import pairwise
from multiprocessing import active_children
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import thread_time
from urllib.parse import urlencode

from flask import Flask, jsonify
from flask_migrate import upgrade

from benchmarks.memory import children_of, memory_of
from benchmarks.pages import fetch, served
from benchmarks.processor import processor_seconds
from benchmarks.queries import Asked, queries
from benchmarks.stored_corpus import store
from catalogue import create_app
from catalogue.search.sync import sync

DEFAULT_RESOURCES = 100_000
FIRST_QUERIES = 20
"""Asked before anything is measured: imports, templates and connections are made at the first ones."""
MOST = 5
TAIL = 0.95


def empty_app() -> Flask:
    app = Flask("empty")
    app.add_url_rule("/", "answer", lambda: jsonify({}))
    return app


def path_of(asked: Asked) -> str:
    query = asked.query
    arguments = [("q", query.text), ("sort", query.sort), ("page", str(query.offset // query.limit + 1))]
    arguments += [(name, code) for name, codes in query.filters.items() for code in codes]
    return f"/api/v1/search?{urlencode(arguments)}"


def ready(instance: Path, resources: int) -> Flask:
    """The site of that folder, its index level with the database."""
    app = create_app(instance) if instance.exists() else store(instance, resources)
    with app.app_context():
        upgrade()
        sync(app.extensions["search_engine"], instance)
    return app


@dataclass(frozen=True)
class Taken:
    """Seconds for one answer: on the clock, and of processors, by the web process and by who asks it together."""

    clock: float
    processor: float


class Asking:
    """Asks one web process, on a connection that stays open."""

    def __init__(self, connection: HTTPConnection, worker: int) -> None:
        self._connection, self._worker = connection, worker
        self._own: list[tuple[float, float]] = []
        self._marks: list[float] = []

    def ask(self, path: str) -> None:
        self._marks.append(processor_seconds(self._worker))
        before = thread_time()
        clock, _size = fetch(self._connection, path)
        self._own.append((clock, thread_time() - before))

    def taken(self) -> list[Taken]:
        """By answer; what the process still did for it after sending it counts, up to the next question."""
        marks = [*self._marks, processor_seconds(self._worker)]
        served = [after - before for before, after in pairwise(marks)]
        return [Taken(clock, asking + serving) for (clock, asking), serving in zip(self._own, served, strict=True)]


def measure(app: Flask, instance: Path) -> None:
    asked = queries()
    with served(app) as site:
        for one in asked[:FIRST_QUERIES]:
            fetch(site, f"{path_of(one)}&per_page=1")
        worker = only_worker()
        with served(empty_app()) as empty:
            fetch(empty, "/")
            ours, nothing = Asking(site, worker), Asking(empty, only_worker(but=worker))
            for one in asked:
                ours.ask(path_of(one))
                nothing.ask("/")
            report([one.kind for one in asked], ours.taken(), nothing.taken())
        print(f"the web process after {len(asked)} searches: {memory_of(worker, instance)}")


def only_worker(but: int = 0) -> int:
    """The web process that serves, and has answered already, apart from one known."""
    [worker] = {worker for server in active_children() for worker in children_of(server.pid or 0)} - {but}
    return worker


def report(kinds: list[str], ours: list[Taken], nothing: list[Taken]) -> None:
    for kind in sorted(set(kinds)):
        of_kind = [taken.clock for name, taken in zip(kinds, ours, strict=True) if name == kind]
        print(f"{kind:12} p50 {1000 * median(of_kind):6.2f} ms")
    compare("clock", [taken.clock for taken in ours], [taken.clock for taken in nothing])
    compare("processor", [taken.processor for taken in ours], [taken.processor for taken in nothing])


def compare(what: str, ours: list[float], nothing: list[float]) -> None:
    for name, of in (("p50", median), ("p95", tail)):
        ratio = of(ours) / of(nothing)
        verdict = "" if ratio < MOST else f"  MISSES {MOST}"
        print(f"{what:9} {name} {1000 * of(ours):.2f} ms, empty {1000 * of(nothing):.2f} ms: {ratio:.1f}x{verdict}")


def tail(values: list[float]) -> float:
    return sorted(values)[int(len(values) * TAIL)]


def main(resources: int, instance: Path | None) -> None:
    with TemporaryDirectory() as scratch:
        chosen = instance or Path(scratch) / "instance"
        measure(ready(chosen, resources), chosen)


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_RESOURCES,
        Path(sys.argv[2]) if len(sys.argv) > 2 else None,
    )
