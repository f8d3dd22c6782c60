"""Kill -9 a process that commits to an index and swaps in new ones without pause, while others search it.

`python -m tests.soak.index_kills [ROUNDS]` prints a line a round. After each kill the index must open and hold what the
writer said it had committed, all of it and at most the one commit more that was on its way; readers must never fail.
"""

import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue.search.engine import Document, Query, SearchEngine
from catalogue.search.location import open_engine
from catalogue.search.lock import index_lock
from tests.soak.readers import readers

ROOT = Path(__file__).parents[2]
STEADY, GROWING = "陶瓷", "手机"
STEADY_DOCUMENTS = 500
SWAP_EVERY = 7
LONGEST_SECONDS = 3.0
READERS = 2


def write_on(instance: Path) -> None:
    """The writer: says the number of each document once it is committed."""
    engine = open_engine("whoosh:", instance)
    number = engine.count() - STEADY_DOCUMENTS
    while True:
        number += 1
        with index_lock(instance, wait_seconds=1):
            if number % SWAP_EVERY:
                engine.apply([growing(number)])
            else:
                engine.rebuild([*steady(), *map(growing, range(1, number + 1))])
        print(number, flush=True)


def steady() -> list[Document]:
    return [_document(f"s{number}", f"{STEADY}课程第{number}讲") for number in range(STEADY_DOCUMENTS)]


def growing(number: int) -> Document:
    return _document(f"g{number}", f"{GROWING}课程第{number}讲")


def _document(public_id: str, title: str) -> Document:
    date = datetime(2026, 1, 1, tzinfo=UTC)
    return Document(id=public_id, type="resource", version=1, texts={"title": title}, facets={}, date=date)


def killed_writer(instance: Path) -> int:
    """Let a writer work for a random time, kill it; returns the last number it said."""
    words = [sys.executable, "-m", "tests.soak.index_kills", "write", str(instance)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        said = writer.stdout.readline()
        time.sleep(random.random() * LONGEST_SECONDS)
        writer.kill()
        lines = [said, *writer.stdout]
    return int(lines[-1])


def compare(engine: SearchEngine, committed: int) -> int:
    """How many growing documents there are. Raises RuntimeError when the index holds anything else than it should."""
    found = engine.search(Query(GROWING)).total
    wanted = {one.id for one in steady()} | {f"g{number}" for number in range(1, found + 1)}
    if not committed <= found <= committed + 1 or engine.versions().keys() != wanted:
        raise RuntimeError(f"{committed} were committed, {found} are found, {engine.count()} documents in all")
    return found


def main(rounds: int) -> None:
    with TemporaryDirectory() as scratch:
        instance = Path(scratch)
        open_engine("whoosh:", instance).rebuild(steady())
        with readers(instance, STEADY, STEADY_DOCUMENTS, growing=GROWING, count=READERS) as seen:
            for number in range(1, rounds + 1):
                committed = killed_writer(instance)
                found = compare(open_engine("whoosh:", instance), committed)
                print(f"kill {number}: {committed} committed, {found} found", flush=True)
    print(f"{rounds} kills, {sum(reader.searches for reader in seen)} searches, nothing lost, none wrong")


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"]:
        write_on(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
