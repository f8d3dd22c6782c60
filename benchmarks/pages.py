"""How long public pages take, against an empty Flask page served the same way.

`python -m benchmarks.pages [RESOURCES] [INSTANCE]` serves a catalogue (made in INSTANCE when that is not there yet)
and an empty Flask application each by one production web process, asks both over loopback in turn and prints, page
by page, the median and its ratio to the empty page. The cost of HTTP itself counts on both sides.
"""

import http.client
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from socket import create_server
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import quote

from flask import Flask
from sqlalchemy import select

from benchmarks.big_catalogue import build
from catalogue import create_app
from catalogue.cli.server import Server
from catalogue.db import db
from catalogue.models import Collection, Institution, Lecture, Resource
from catalogue.search.warming import warm_up
from catalogue.site_address import path_of

DEFAULT_RESOURCES = 10_000
ROUNDS = 60
WARM_UP = 10
EMPTY = "an empty Flask page"


@dataclass(frozen=True)
class Page:
    """`most` is the ratio to the empty page it is meant to stay under."""

    name: str
    path: str
    most: float = 5


def empty_app() -> Flask:
    app = Flask("empty")
    app.add_url_rule("/", "page", lambda: "<!doctype html><title>empty</title>")
    return app


def pages(app: Flask) -> list[Page]:
    """Every kind of public page, and searches of the usual sorts."""
    with app.app_context():
        things = [
            db.session.scalars(select(model).order_by(model.id.desc()).limit(1)).one()
            for model in (Resource, Collection, Lecture)
        ]
        first = db.session.get_one(Institution, db.session.scalar(select(Resource.provider_id).limit(1)))
        shown = {type(thing).__name__.lower(): path_of(thing) for thing in (*things, first)}
    plain = {
        "home": "/",
        "collections": "/collections/",
        "lectures": "/lectures/",
        "institutions": "/institutions/",
        "about": "/about",
        "numbers": "/about/numbers",
    }
    searches = {
        "search everything": "/search",
        "search one word": f"/search?q={quote('手机')}",
        "search two words": f"/search?q={quote('手机入门')}",
        "search filtered": f"/search?q={quote('手机')}&audience=elderly",
    }
    return [
        *(Page(name, path) for name, path in {**plain, **shown}.items()),
        *(Page(name, path, 10) for name, path in searches.items()),
    ]


@contextmanager
def served(app: Flask) -> Iterator[http.client.HTTPConnection]:
    """One web process as `catalogue serve` starts it, and a connection to it that stays open."""
    with create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = get_context("fork").Process(target=_serve, args=(app, port))
    server.start()
    try:
        yield _connected(port)
    finally:
        server.terminate()
        server.join()


class EmptyServer(Server):
    """The same server for an application without a database."""

    def load_config(self) -> None:
        super().load_config()
        for hook in ("post_fork", "worker_exit"):
            self.cfg.set(hook, lambda _server, _worker: None)


def _serve(app: Flask, port: int) -> None:
    engine = app.extensions.get("search_engine")
    if engine:
        with app.app_context():
            warm_up(engine, db.session())
    (Server if engine else EmptyServer)(app, host="127.0.0.1", port=port, workers=1).run()


def _connected(port: int) -> http.client.HTTPConnection:
    deadline = time.monotonic() + 30
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.connect()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return connection


def fetch(connection: http.client.HTTPConnection, path: str) -> tuple[float, int]:
    """The seconds one page takes and its size in bytes, as a phone's browser asks for it."""
    began = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "identity"})
    answer = connection.getresponse()
    body = answer.read()
    taken = time.perf_counter() - began
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return taken, len(body)


def measure(resources: int, instance: Path) -> None:
    app = create_app(instance) if instance.exists() else build(instance, resources)
    wanted = pages(app)
    seconds: dict[str, list[float]] = {EMPTY: [], **{page.name: [] for page in wanted}}
    sizes: dict[str, int] = {}
    with served(app) as site, served(empty_app()) as empty:
        for number in range(WARM_UP + ROUNDS):
            for page in wanted:
                nothing, _ = fetch(empty, "/")
                taken, sizes[page.name] = fetch(site, page.path)
                if number >= WARM_UP:
                    seconds[EMPTY].append(nothing)
                    seconds[page.name].append(taken)
    report(wanted, {name: median(taken) for name, taken in seconds.items()}, sizes)


def report(wanted: list[Page], medians: dict[str, float], sizes: dict[str, int]) -> None:
    nothing = medians[EMPTY]
    print(f"{EMPTY}: {nothing * 1000:.2f} ms (medians of {ROUNDS} interleaved rounds)")
    for page in wanted:
        ratio = medians[page.name] / nothing
        verdict = "" if ratio < page.most else f"  MISSES {page.most:g}"
        print(f"{page.name:18} {medians[page.name] * 1000:7.2f} ms {ratio:5.1f}x {sizes[page.name]:7} B{verdict}")


def main(resources: int, instance: Path | None) -> None:
    with TemporaryDirectory() as scratch:
        measure(resources, instance or Path(scratch) / "instance")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_RESOURCES,
        Path(sys.argv[2]) if len(sys.argv) > 2 else None,
    )
