"""Writes into a Whoosh index: one commit at a time, and few segments kept."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import NO_MERGE, SegmentWriter

from catalogue.search.engines.whoosh.codec import TERMS_EXTENSION, Codec
from catalogue.search.engines.whoosh.pool import PostingPool
from catalogue.search.engines.whoosh.schema import WORDS
from catalogue.search.engines.whoosh.segment import alive, open_segment

GROWTH = 4
"""A segment is merged once those smaller than it, together, are more than a quarter of it."""

KEPT_SMALL = 3
"""Segments that may wait to be merged: each one costs a search some microseconds a word, each merge a write."""

LARGEST_MERGED = 10_000
"""Documents of a segment that is merged at all: writing more again would keep a change from readers for seconds."""


class _Writer(SegmentWriter):
    """Whoosh's writer with our pool, into which segments that are merged come as whole arrays."""

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, codec=Codec(), compound=False)
        self._folder = Path(self.storage.folder)
        self.pool = PostingPool(self._folder / self.newsegment.make_filename(TERMS_EXTENSION))

    def add_postings_to_pool(self, reader: SegmentReader, startdoc: int, docmap: dict[int, int] | None) -> None:
        segment, living = open_segment(self._folder, reader), alive(reader)
        ids = segment.columns.ids[living].tolist()
        terms = list(reader.lexicon(WORDS))
        words = segment.terms.everything(terms).renumbered(living, startdoc)
        self.pool.take_over(words, {public_id: startdoc + place for place, public_id in enumerate(ids)})


@contextmanager
def writer_of(index: FileIndex, *, merging: bool = True) -> Iterator[Any]:
    """A Whoosh writer that commits at its end and leaves the index as it was on any exception."""
    writer = _Writer(index)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=merge_small if merging else NO_MERGE)


def delete(writer: Any, ids: Iterable[str]) -> None:
    with writer.searcher() as searcher:
        for public_id in ids:
            for number in searcher.document_numbers(id=public_id):
                writer.delete_document(number)


def merge_small(writer: Any, segments: list[Any]) -> list[Any]:
    """A merge policy for Whoosh: the small segments become one when there are many of them, the large ones stay.

    Returns the segments that stay as they are.
    """
    merged = chosen_to_merge([segment.doc_count_all() - segment.deleted_count() for segment in segments])
    for place in merged:
        reader = SegmentReader(writer.storage, writer.schema, segments[place])
        writer.add_reader(reader)
        reader.close()
    return [segment for place, segment in enumerate(segments) if place not in merged]


def chosen_to_merge(sizes: list[int]) -> list[int]:
    """The places of the segments to merge, by the sizes of all. Empty ones always go."""
    small = [place for place, size in enumerate(sizes) if size <= LARGEST_MERGED]
    by_size = sorted(small, key=lambda place: (sizes[place], place))
    together, chosen = 0, 0
    for count, place in enumerate(by_size):
        if sizes[place] and count >= KEPT_SMALL and sizes[place] <= together * GROWTH:
            chosen = count + 1
        together += sizes[place]
    empty = sum(size == 0 for size in sizes)
    return by_size[: max(chosen, empty)]
