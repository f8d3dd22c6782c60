"""Writes a whole new index: by itself when it is small, else with a process for each core.

Every process writes an ordinary Whoosh index of its own; at the end their segments are put into one folder and named
in one table of contents, so nothing is merged or written twice.
"""

import multiprocessing
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import Empty, Full
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, create_in

from catalogue.search.engine import Document, Progress
from catalogue.search.engines.whoosh.schema import fields_of, schema
from catalogue.search.engines.whoosh.writing import writer_of

ALONE = 15_000
"""Documents up to which starting processes, a second or two each, is not worth it."""

MOST_PROCESSES = 4
BATCH = 200
PROGRESS_STEP = 500
WAITING_BATCHES = 8
MOST_WORDS = 4_000_000
"""After so many a segment is closed: some 200 MB of memory while it is written."""

NAME = "MAIN"
PATIENCE_SECONDS = 1.0


Batches = Any  # multiprocessing's Queue of list[Document] or, at the end, None: not subscriptable at run time


class BuildFailed(Exception):
    """A process that was to write a part of the index died."""


def build(folder: Path, documents: Iterable[Document], progress: Progress | None = None) -> int:
    """Fill an empty folder with an index of the documents; returns how many there are."""
    rest = iter(documents)
    first = list(islice(rest, ALONE + 1))
    told = _telling(chain(first, rest), progress)
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if len(first) <= ALONE or processes == 1:
        return _write(folder, _batches(told))
    return _write_together(folder, _batches(told), processes)


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    documents = iter(documents)
    while batch := list(islice(documents, BATCH)):
        yield batch


def _telling(documents: Iterable[Document], progress: Progress | None) -> Iterator[Document]:
    for written, document in enumerate(documents, start=1):
        yield document
        if progress and written % PROGRESS_STEP == 0:
            progress(written)


def _write(folder: Path, batches: Iterator[list[Document]]) -> int:
    """One process's part: segments of bounded size in a new index."""
    index, written = create_in(str(folder), schema(), NAME), 0
    more = True
    while more:
        with writer_of(index, merging=False) as writer:
            more = False
            for batch in batches:
                for document in batch:
                    writer.add_document(**fields_of(document))
                written += len(batch)
                if len(writer.pool) > MOST_WORDS:
                    more = True
                    break
    return written


def _write_together(folder: Path, batches: Iterable[list[Document]], count: int) -> int:
    context = multiprocessing.get_context("spawn")  # a fork would copy the locks of the worker's threads
    queue: Batches = context.Queue(WAITING_BATCHES)
    parts = [folder / f"part-{number}" for number in range(count)]
    for part in parts:
        part.mkdir()
    workers = [context.Process(target=_write_part, args=(part, queue), daemon=True) for part in parts]
    try:
        for worker in workers:
            worker.start()
        written = 0
        for batch in batches:
            _hand_over(queue, batch, workers)
            written += len(batch)
        for _worker in workers:
            _hand_over(queue, None, workers)
        _wait_for(workers)
    except BaseException:
        for worker in workers:
            worker.kill()
        raise
    finally:
        queue.cancel_join_thread()
        queue.close()
    _assemble(folder, parts)
    return written


def _write_part(folder: Path, queue: Batches) -> None:
    """What each process runs."""
    _write(folder, iter(partial(_handed_over, queue), None))


def _handed_over(queue: Batches) -> list[Document] | None:
    """The next batch; a process whose parent was killed ends instead of waiting for ever."""
    while True:
        try:
            batch: list[Document] | None = queue.get(timeout=PATIENCE_SECONDS)
        except Empty:
            parent = multiprocessing.parent_process()
            if parent and not parent.is_alive():
                raise BuildFailed("the process that read the documents died") from None
        else:
            return batch


def _hand_over(queue: Batches, batch: list[Document] | None, workers: Sequence[BaseProcess]) -> None:
    while True:
        try:
            queue.put(batch, timeout=PATIENCE_SECONDS)
            return
        except Full:
            if any(worker.exitcode is not None for worker in workers):
                raise BuildFailed("a process writing the index ended early") from None


def _wait_for(workers: Sequence[BaseProcess]) -> None:
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise BuildFailed("a process writing the index died")


def _assemble(folder: Path, parts: list[Path]) -> None:
    """Move the segments of all parts into the folder, and name them in its table of contents."""
    index = create_in(str(folder), schema(), NAME)
    segments = []
    for part in parts:
        segments += TOC.read(FileStorage(str(part)), NAME).segments
        for path in part.glob(f"{NAME}_*"):
            path.rename(folder / path.name)
        shutil.rmtree(part)
    TOC(schema(), segments, index.latest_generation() + 1).write(index.storage, NAME)
