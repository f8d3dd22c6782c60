"""Writes sorted postings in the format of Whoosh's third codec, a block a term, straight from arrays."""

import zlib
from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pickle import dumps
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3FieldWriter, W3TermInfo
from whoosh.system import pack_int, pack_long, pack_ushort
from whoosh.util.numeric import length_to_byte

from catalogue.search.engines.whoosh.postings import SortedPostings

PLACE_BYTES = 4
PICKLE_PROTOCOL = 4
COMPRESSION = 1  # zlib level: the blocks are read only to rebuild what lies beside them
WORTH_COMPRESSING = 256  # bytes

NO_LENGTH = length_to_byte(None)
UNKNOWN = 0


class BlockWriter(W3FieldWriter):
    """Whoosh hands over what the posting pool gives: here a field's name and its sorted postings."""

    def add_postings(self, schema: Any, lengths: None, items: Iterable[tuple[str, SortedPostings]]) -> None:
        for name, postings in items:
            self.start_field(name, schema[name])
            for term, info in _written(self._postfile, postings):
                self._tindex.add(pack_ushort(self._fieldid) + term, info)
            self.finish_field()


def _written(file: Any, postings: SortedPostings) -> Iterator[tuple[bytes, bytes]]:
    """Write the block of each term; gives the term with what Whoosh's table of terms says about it."""
    firsts = postings.starts[:-1]
    heaviest = np.maximum.reduceat(postings.impacts, firsts).tolist() if len(firsts) else []
    weights = np.add.reduceat(postings.impacts, firsts).tolist() if len(firsts) else []
    positions = postings.places.astype("<u4").tobytes()
    starts = postings.starts.tolist()
    at = file.tell()
    for place, (start, end) in enumerate(pairwise(starts)):
        block = _block(postings, start, end, positions, heaviest[place])
        file.write(block)
        ids = int(postings.numbers[start]), int(postings.numbers[end - 1])
        lengths_and_most = UNKNOWN, UNKNOWN, heaviest[place]
        info = W3TermInfo._struct.pack(False, weights[place], end - start, *lengths_and_most, *ids)
        yield postings.terms[place], info + pack_long(at) + pack_int(len(block))
        at += len(block)


def _block(postings: SortedPostings, start: int, end: int, positions: bytes, heaviest: float) -> bytes:
    numbers = postings.numbers[start:end]
    steps = numbers.copy()
    steps[1:] -= numbers[:-1]
    edges = (postings.place_starts[start : end + 1] * PLACE_BYTES).tolist()
    values = tuple([positions[left:right] for left, right in pairwise(edges)])
    weights = array("f", postings.impacts[start:end].tobytes())
    data = dumps((array("I", steps.tobytes()), weights, values), PICKLE_PROTOCOL)
    compression = COMPRESSION if len(data) > WORTH_COMPRESSING else 0
    if compression:
        data = zlib.compress(data, compression)
    about = dumps((len(numbers), int(numbers[-1]), heaviest, compression, NO_LENGTH, NO_LENGTH), PICKLE_PROTOCOL)
    return WHOOSH3_HEADER_MAGIC + pack_int(-len(about) - len(data)) + about + data
