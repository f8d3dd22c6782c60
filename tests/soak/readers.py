"""Processes that search an index without pause while others write it, and fail at the first wrong answer.

`python -m tests.soak.readers INSTANCE TEXT TOTAL [GROWING]` searches until its input closes: TEXT must always find
TOTAL things, and GROWING never fewer than before. At the end it prints the searches made and what GROWING found last.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from select import select

from catalogue.search.engine import Query
from catalogue.search.location import open_engine

ROOT = Path(__file__).parents[2]
PAUSE_SECONDS = 0.02


@dataclass(frozen=True)
class Seen:
    """What a reader saw: how many searches it made, and the last total of the growing query."""

    searches: int
    last: int


@contextmanager
def readers(instance: Path, text: str, total: int, *, growing: str = "", count: int = 4) -> Iterator[list[Seen]]:
    """Readers at work; what they saw is in the list afterwards. Raises RuntimeError when one saw something wrong."""
    words = [sys.executable, "-m", "tests.soak.readers", str(instance), text, str(total), growing]
    started = [_started(words) for _ in range(count)]
    seen: list[Seen] = []
    try:
        yield seen
        seen += map(_ended, started)
    finally:
        for reader in started:
            reader.kill()
            reader.communicate()


def _started(words: list[str]) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    reader = subprocess.Popen(words, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    assert reader.stdout
    reader.stdout.readline()  # it has found what it is to find
    return reader


def _ended(reader: "subprocess.Popen[str]") -> Seen:
    told, wrong = reader.communicate()
    if reader.returncode:
        raise RuntimeError(f"a reader failed: {wrong[-2000:]}")
    searches, last = told.split()
    return Seen(int(searches), int(last))


def main(instance: Path, text: str, total: int, growing: str) -> None:
    engine, searches, last = open_engine("whoosh:", instance), 0, 0
    while not searches or not select([sys.stdin], [], [], PAUSE_SECONDS)[0]:
        found = engine.search(Query(text)).total
        if found != total:
            sys.exit(f"search {searches}: {text} found {found} instead of {total}")
        if growing:
            now = engine.search(Query(growing)).total
            if now < last:
                sys.exit(f"search {searches}: {growing} found {now} after {last}")
            last = now
        searches += 1
        if searches == 1:
            print("searching", flush=True)
    print(searches, engine.search(Query(growing)).total if growing else 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4])
