"""How long /api/v1/search takes over HTTP, against an empty JSON answer of Flask served the same way.

`python -m benchmarks.search_http [RESOURCES] [INSTANCE]` serves a catalogue of real titles (made in INSTANCE when that
is not there yet) by one production web process, asks every query of benchmarks.queries once, none of them twice, and
then looks at the memory of that process.
"""

import sys
from collections import defaultdict
from multiprocessing import active_children
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from flask import Flask, jsonify
from flask_migrate import upgrade

from benchmarks.memory import children_of, memory_of
from benchmarks.pages import fetch, served
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


def measure(app: Flask, instance: Path) -> None:
    asked = queries()
    ours: dict[str, list[float]] = defaultdict(list)
    nothing = []
    with served(app) as site:
        for one in asked[:FIRST_QUERIES]:
            fetch(site, f"{path_of(one)}&per_page=1")
        [server] = active_children()
        [worker] = children_of(server.pid or 0)
        with served(empty_app()) as empty:
            for one in asked:
                ours[one.kind].append(fetch(site, path_of(one))[0])
                nothing.append(fetch(empty, "/")[0])
        print(f"the web process after {len(asked)} searches: {memory_of(worker, instance)}")
    report(ours, nothing)


def report(ours: dict[str, list[float]], nothing: list[float]) -> None:
    every = [seconds for values in ours.values() for seconds in values]
    for name, values in sorted(ours.items()):
        print(f"{name:12} p50 {1000 * median(values):6.2f} ms")
    for name, of in (("p50", median), ("p95", tail)):
        ratio = of(every) / of(nothing)
        verdict = "" if ratio < MOST else f"  MISSES {MOST}"
        print(f"{name} {1000 * of(every):.2f} ms, empty {1000 * of(nothing):.2f} ms: {ratio:.1f}x{verdict}")


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
