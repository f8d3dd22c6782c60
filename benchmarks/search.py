"""How fast search answers and how fast an index is built, against other ways to do the same.

`python -m benchmarks.search [RECORDS [ROUNDS]]` prints, for every engine, medians of interleaved rounds and their
ratio to ours. `--without plain-whoosh` leaves out the slow one. Engines run in turn over each query, in one process.
"""

import argparse
import os
import resource
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from benchmarks.corpus import documents
from benchmarks.peers.fts5_peer import Fts5Peer
from benchmarks.peers.plain_whoosh import PlainWhooshPeer
from benchmarks.peers.tantivy_peer import TantivyPeer
from benchmarks.queries import Asked, queries
from catalogue.search import dictionary, text
from catalogue.search.engine import Document, Query
from catalogue.search.engines.whoosh import WhooshEngine
from catalogue.search.location import DEFAULT_HELD_MEGABYTES, MEGABYTE
from catalogue.search.query import parse

DEFAULT_RECORDS = 10_000
ROUNDS = 3
PEERS = {"tantivy": TantivyPeer, "fts5": Fts5Peer, "plain-whoosh": PlainWhooshPeer}
TAIL = 0.95

Times = dict[str, list[list[float]]]
"""Milliseconds by engine, a list a round."""


class Engine(Protocol):
    name: str

    def build(self, documents: Iterable[Document]) -> None: ...

    def search(self, query: Query) -> Any: ...


class Ours:
    """Timed from the parsed query on, as the peers are."""

    name = "ours"

    def __init__(self, folder: Path) -> None:
        self._engine = WhooshEngine(folder, held_bytes=DEFAULT_HELD_MEGABYTES * MEGABYTE)

    def build(self, documents: Iterable[Document]) -> None:
        self._engine.rebuild(documents)
        self._engine.warm_up()

    def search(self, query: Query) -> Any:
        return self._engine.search(query)

    def forget(self) -> None:
        """Nothing held: the next search opens the index again."""
        self._engine.close()
        self._engine.warm_up()


def main() -> None:
    arguments = _arguments()
    dictionary.warm_up()
    with TemporaryDirectory() as scratch:
        chosen = {name: peer for name, peer in PEERS.items() if name not in arguments.without}
        engines: list[Any] = [Ours(Path(scratch) / "ours")]
        engines += [peer(Path(scratch) / name) for name, peer in chosen.items()]
        corpus = list(documents(arguments.records))
        built = {engine.name: _build(engine, corpus) for engine in engines}
        sizes = [_megabytes(Path(scratch) / name) for name in ("ours", *chosen)]
        del corpus
        asked = queries()
        cold = _cold(engines[0], asked)
        times = _times(engines, asked, arguments.rounds)
    _print(arguments.records, built, sizes, times)
    print(f"ours, nothing held: p50 {median(cold):.2f} ms, p95 {_tail(cold):.2f} ms")
    print(f"memory of this process at its highest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    _print_kinds(asked, times)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", nargs="?", type=int, default=DEFAULT_RECORDS)
    parser.add_argument("rounds", nargs="?", type=int, default=ROUNDS)
    parser.add_argument("--without", action="append", default=[], choices=PEERS)
    return parser.parse_args()


@dataclass(frozen=True)
class Built:
    """Documents a second, segmentation included; and the seconds all cores worked, which a busy machine blurs less."""

    rate: float
    work: float


def _build(engine: Engine, corpus: list[Document]) -> Built:
    dictionary.cut.cache_clear()  # every engine is to cut the texts itself
    text.forget()
    began, worked = time.perf_counter(), _worked()
    engine.build(corpus)
    return Built(len(corpus) / (time.perf_counter() - began), _worked() - worked)


def _worked() -> float:
    """Seconds of processor time of this process and those it has waited for."""
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def _cold(ours: Ours, asked: list[Asked]) -> list[float]:
    found = []
    for one in asked:
        ours.forget()
        found.append(_milliseconds(ours, _understood(one.query)))
    return found


def _times(engines: list[Engine], asked: list[Asked], rounds: int) -> Times:
    times: Times = {engine.name: [] for engine in engines}
    for _round in range(rounds):
        for engine in engines:
            times[engine.name].append([])
        for one in asked:
            for engine in engines:
                query = _understood(one.query) if isinstance(engine, Ours) else one.query
                times[engine.name][-1].append(_milliseconds(engine, query))
    return times


def _understood(query: Query) -> Query:
    return replace(query, wishes=parse(query.text))


def _milliseconds(engine: Engine, query: Query) -> float:
    began = time.perf_counter()
    engine.search(query)
    return (time.perf_counter() - began) * 1000


def _tail(values: list[float]) -> float:
    return sorted(values)[int(len(values) * TAIL)]


def _print(records: int, built: dict[str, Built], sizes: list[float], times: Times) -> None:
    print(f"{records} records; p50 and p95 in ms are medians of the rounds, ratios are to ours")
    middle = {name: median(map(median, rounds)) for name, rounds in times.items()}
    tail = {name: median(map(_tail, rounds)) for name, rounds in times.items()}
    ours = built["ours"]
    for (name, one), size in zip(built.items(), sizes, strict=True):
        print(
            f"{name:14} p50 {middle[name]:8.2f} ({middle[name] / middle['ours']:6.1f}x)"
            f"  p95 {tail[name]:8.2f} ({tail[name] / tail['ours']:6.1f}x)"
            f"  built {one.rate:7.0f}/s ({one.rate / ours.rate:5.2f}x)"
            f" in {one.work:6.1f} s of work ({one.work / ours.work:5.2f}x)  {size:6.0f} MB"
        )


def _print_kinds(asked: list[Asked], times: Times) -> None:
    """Medians by class of query, over all rounds."""
    for name, rounds in times.items():
        by_kind: dict[str, list[float]] = defaultdict(list)
        for values in rounds:
            for one, value in zip(asked, values, strict=True):
                by_kind[one.kind].append(value)
        print(f"{name:14} " + ", ".join(f"{kind} {median(values):.2f}" for kind, values in sorted(by_kind.items())))


if __name__ == "__main__":
    main()
