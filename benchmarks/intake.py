"""How fast a table comes in, against reading the same file with csv and writing it to one bare SQLite table.

`python -m benchmarks.intake [ROWS]` prints medians of three interleaved rounds and their ratio.
"""

import csv
import sqlite3
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask_migrate import upgrade

from catalogue import create_app
from catalogue.domain.runs.imports import Import, run_import
from tests.soak.places import write_table

ROUNDS = 3
DEFAULT_ROWS = 5000


def seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def import_table(table: Path, folder: Path) -> None:
    """Ours: collect, judge, apply, with listings, resources, providers and events."""
    app = create_app(folder)
    with app.app_context():
        upgrade()
        run = run_import(Import(table, "示范平台", trusted=True), app.config, by="operator:bench")
        assert run.state == "done", run.message


def copy_table(table: Path, database: Path) -> None:
    """The peer: csv.reader into one table, one transaction."""
    with sqlite3.connect(database) as connection, table.open(encoding="utf-8", newline="") as file:
        connection.execute("CREATE TABLE course (id, title, school, url PRIMARY KEY)")
        rows = csv.reader(file)
        next(rows)
        connection.executemany("INSERT INTO course VALUES (?, ?, ?, ?)", rows)


def main(rows: int) -> None:
    ours, peer = [], []
    with TemporaryDirectory() as scratch:
        table = Path(scratch) / "table.csv"
        write_table(table, rows)
        for number in range(ROUNDS):
            folder, database = Path(scratch) / f"instance-{number}", Path(scratch) / f"peer-{number}.sqlite"
            ours.append(seconds(partial(import_table, table, folder)))
            peer.append(seconds(partial(copy_table, table, database)))
    print(f"{rows} rows: import {rows / median(ours):.0f} rows/s, bare csv to sqlite3 {rows / median(peer):.0f} rows/s")
    print(f"ratio {median(ours) / median(peer):.0f} (medians of {ROUNDS} interleaved rounds)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_ROWS)
