"""What a record costs in a small and in a large catalogue: tables and JSON lines taken in, matched and stored.

`python -m benchmarks.intake_growth [SMALL LARGE ROWS ROUNDS]` prints records a second and, for the step that works
on the database, processor time a record; medians of interleaved rounds. The machine's other work disturbs the wall
clock, so the ratio is of processor time.
"""

import csv
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask import Flask

from benchmarks.corpus import documents
from benchmarks.listed_corpus import store_listed
from catalogue.domain.runs.imports import Import, run_import
from catalogue.search.engine import Document

DEFAULTS = (20_000, 200_000, 2_000, 5)
FORMATS = ("csv", "jsonl")


@dataclass
class Clock:
    """Processor and wall seconds of one import, and the processor seconds from the first item applied on."""

    began: float = field(default_factory=time.perf_counter)
    began_cpu: float = field(default_factory=time.process_time)
    collected_cpu: float = 0.0

    def progress(self, step: str, _done: int, _total: int | None) -> None:
        if step == "collect":
            self.collected_cpu = time.process_time()

    @property
    def wall(self) -> float:
        return time.perf_counter() - self.began

    @property
    def database(self) -> float:
        return time.process_time() - self.collected_cpu


@dataclass
class Figures:
    """Of one size and format: records a second of each round, and milliseconds a record in the database."""

    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)


def write_rows(path: Path, rows: list[Document], label: str) -> None:
    """The same facts as a table or as JSON lines; addresses are new ones."""
    values = [
        {
            "id": f"{label}-{row.id}",
            "title": row.texts["title"],
            "provider": row.texts["provider"],
            "teachers": row.texts["teachers"],
            "summary": row.texts["summary"],
            "url": f"https://{label}.example.cn/course/{row.id}",
        }
        for row in rows
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in values)
        else:
            table = csv.DictWriter(file, list(values[0]))
            table.writeheader()
            table.writerows(values)


def take_in(app: Flask, path: Path, rows: int, figures: Figures) -> None:
    clock = Clock()
    with app.app_context():
        run = run_import(
            Import(path, f"测量机构 {path.stem}", trusted=True),
            app.config,
            by="operator:bench",
            progress=clock.progress,
        )
        assert run.state == "done", run.message
        counts = {word: getattr(run, word) for word in ("new", "merged", "pending", "refused", "failed")}
    figures.rates.append(rows / clock.wall)
    figures.costs.append(1000 * clock.database / rows)
    print(f"  {path.name}: {rows / clock.wall:.0f} records/s, {figures.costs[-1]:.2f} ms a record, {counts}")


def _fresh(size: int) -> Iterator[Document]:
    """Documents the catalogue of this size does not hold yet."""
    return islice(documents(10 * size), size, None)


def main(small: int, large: int, rows: int, rounds: int) -> None:
    figures = {(size, ending): Figures() for size in (small, large) for ending in FORMATS}
    with TemporaryDirectory() as scratch:
        sites = {size: store_listed(Path(scratch) / str(size), size) for size in (small, large)}
        fresh = {size: _fresh(size) for size in sites}
        for number in range(rounds):
            for size, ending in figures:
                path = Path(scratch) / f"s{size}-{number}.{ending}"
                write_rows(path, list(islice(fresh[size], rows)), f"s{size}r{number}{ending}")
                take_in(sites[size], path, rows, figures[size, ending])
    for ending in FORMATS:
        for size in sites:
            one = figures[size, ending]
            print(f"{ending} into {size}: {median(one.rates):.0f} records/s, {median(one.costs):.2f} ms a record")
        ratio = median(figures[large, ending].costs) / median(figures[small, ending].costs)
        print(f"{ending}: a record in {large} costs {ratio:.2f} times one in {small} (medians of {rounds} rounds)")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]) if len(sys.argv) == 5 else DEFAULTS)
