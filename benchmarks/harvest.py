"""How fast sources come in over loopback, against parsing alone and against libraries that harvest into SQLite.

`python -m benchmarks.harvest [RECORDS]` harvests the same records as a feed, an OAI-PMH repository, two tables and
a JSON interface into an empty catalogue and prints the seconds of each stage, medians of interleaved rounds:
collect (fetched and written down), judge, apply (read, matched, stored), index; then the whole harvest once more,
when nothing has changed. The processor's seconds of a first harvest say what a busy machine hides.

Beside it: fetching and reading without a database, parsing alone, and for feeds `reader`, for OAI-PMH `sickle`, both
storing in SQLite. They neither match nor index, so the ratio to them is without our index.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from benchmarks.harvest_places import Place, places, served
from benchmarks.intake import seconds
from benchmarks.peers import reader_peer, sickle_peer
from benchmarks.peers.parsing import PARSERS
from catalogue import create_app
from catalogue.db import db, writing
from catalogue.domain.runs.perform import harvest
from catalogue.domain.sources.states import NewSource, add_source
from catalogue.models import Event, Run, Source
from catalogue.search.sync import sync
from harvesters import registry
from harvesters.http import Http, HttpSettings

DEFAULT_RECORDS = 2000
ROUNDS = 3
WANTED = 300
"""Records a second into the database that tables and JSON are meant to reach."""

BENCH = "operator:bench"
STAGES = ("collect", "judge", "apply", "index")
PEERS: Mapping[str, tuple[str, Callable[[str, Path], int]]] = {
    "feed": ("reader", reader_peer.harvest),
    "OAI-PMH": ("sickle", sickle_peer.harvest),
}
Times = Mapping[str, float]
"""Seconds by what took them."""


def empty_site(folder: Path) -> None:
    """An instance with every table and nothing in them, for the rounds to copy."""
    app = create_app(folder)
    with app.app_context():
        upgrade()
        app.extensions["search_engine"].warm_up()
        db.engine.dispose()


def ours(template: Path, folder: Path, place: Place, url: str) -> dict[str, float]:
    """A first harvest and a second one, by stages."""
    copytree(template, folder)
    app = create_app(folder, {"ALLOW_PRIVATE_NETWORKS": True})
    with app.app_context():
        new = NewSource(place.adapter, url, "示范平台", options=dict(place.options), default_cost="free")
        with writing() as session:
            source = add_source(session, new, trusted=True, by=BENCH)
        began = process_time()
        times = stages(run_once(app, source, "new"))
        times["processor"] = process_time() - began
        times["index"] = seconds(lambda: sync(app.extensions["search_engine"], folder))
        times["again"] = sum(stages(run_once(app, source, "unchanged")).values())
        db.engine.dispose()
    return times


def run_once(app: Flask, source: Source, outcome: str) -> Run:
    """One harvest, in which every item must have this outcome."""
    run = harvest(source, app.config, by=BENCH)
    if run.state != "done" or getattr(run, outcome) != run.found:
        raise RuntimeError(f"{source.adapter}: {run.state}, {getattr(run, outcome)} of {run.found} {outcome}")
    return run


def stages(run: Run) -> dict[str, float]:
    """The seconds of a run's steps, by the events of its moves from one to the next."""
    moves = select(Event.at).where(Event.subject_id == run.public_id).order_by(Event.id)
    moments = [run.started_at, *db.session.scalars(moves)]
    spans = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    return dict(zip(STAGES, spans, strict=False))


def read_only(place: Place, url: str) -> None:
    """Fetch, find and read everything, and keep nothing."""
    adapter, http = registry.get(place.adapter), Http(HttpSettings(allow_private_networks=True))
    for item in adapter.find(http, {"url": url, **place.options}):
        adapter.read(item)


def measure(place: Place, url: str, template: Path, scratch: Path) -> Times:
    """One round of one form: ours, reading and parsing alone, and the peer if there is one."""
    times = ours(template, scratch / "site", place, url)
    times["read only"] = seconds(partial(read_only, place, url))
    times["parsed only"] = seconds(partial(PARSERS[place.name], place.bodies))
    if place.name in PEERS:
        name, peer = PEERS[place.name]
        times[name] = seconds(partial(peer, url, scratch / "peer.sqlite"))
    return times


def report(place: Place, records: int, times: Times) -> None:
    stored = times["collect"] + times["judge"] + times["apply"]
    speed, indexed = records / stored, records / (stored + times["index"])
    missed = f"  MISSES {WANTED}" if place.adapter in ("table", "json_api") and speed < WANTED else ""
    print(f"{place.name}: {'  '.join(f'{name} {times[name]:.2f} s' for name in STAGES)}")
    print(f"  {speed:.0f} records/s into the database, {indexed:.0f} with the index{missed}")
    print(f"  {records / times['processor']:.0f} records/s of processor time, {records / times['again']:.0f} unchanged")
    for name in [name for name in times if name not in (*STAGES, "processor", "again")]:
        print(f"  {stored / times[name]:.1f}x the {times[name]:.3f} s of {name}")


def medians(rounds: list[Times]) -> Times:
    return {name: median(one[name] for one in rounds) for name in rounds[0]}


def main(records: int) -> None:
    held = [place for place in places(records) if place.adapter in registry.names()]
    rounds: dict[str, list[Times]] = defaultdict(list)
    with TemporaryDirectory() as scratch, served(held) as address:
        template = Path(scratch) / "template"
        empty_site(template)
        for number in range(ROUNDS):
            for place in held:
                folder = Path(scratch) / f"{number}-{place.path.strip('/')}"
                folder.mkdir()
                rounds[place.name].append(measure(place, address + place.path, template, folder))
    print(f"{records} records, medians of {ROUNDS} interleaved rounds")
    for place in held:
        report(place, records, medians(rounds[place.name]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_RECORDS)
