"""Four readers search while documents are committed one by one and a rebuild swaps in now and then.

`python -m tests.soak.commits [SECONDS]` commits each second and swaps in every tenth; no reader may fail, see a wrong
total or miss the last commit.
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue.search.engine import Document, SearchEngine
from catalogue.search.location import open_engine
from catalogue.search.lock import index_lock
from tests.soak.readers import readers

STEADY, GROWING = "陶瓷", "手机"
STEADY_DOCUMENTS = 500
SWAP_EVERY = 10


def commit_under_readers(instance: Path, *, commits: int, pause_seconds: float, swap_every: int, count: int = 4) -> int:
    """Returns how many searches were made. Raises RuntimeError for the first thing that went wrong."""
    engine, written = open_engine("whoosh:", instance), [_document(STEADY, n) for n in range(STEADY_DOCUMENTS)]
    engine.rebuild(written)
    with readers(instance, STEADY, STEADY_DOCUMENTS, growing=GROWING, count=count) as seen:
        for number in range(1, commits + 1):
            written.append(_document(GROWING, number))
            with index_lock(instance):
                _write(engine, written, swap=number % swap_every == 0)
            time.sleep(pause_seconds)
    if any(reader.last != commits for reader in seen):
        raise RuntimeError(f"after {commits} commits the readers saw {[reader.last for reader in seen]}")
    return sum(reader.searches for reader in seen)


def _write(engine: SearchEngine, written: list[Document], *, swap: bool) -> None:
    if swap:
        engine.rebuild(iter(written))
    else:
        engine.apply(written[-1:])


def _document(word: str, number: int) -> Document:
    return Document(
        id=f"{'s' if word == STEADY else 'g'}{number:09d}",
        type="resource",
        version=1,
        texts={"title": f"{word}课程第{number}讲"},
        facets={},
        date=datetime(2026, 1, 1, tzinfo=UTC),
    )


def main(seconds: int) -> None:
    with TemporaryDirectory() as scratch:
        searches = commit_under_readers(Path(scratch), commits=seconds, pause_seconds=1.0, swap_every=SWAP_EVERY)
    print(f"{seconds} commits, {seconds // SWAP_EVERY} of them swaps: {searches} searches, none wrong")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 120)
