"""One segment of the index, opened for reading: its terms and columns, from the files beside it or from Whoosh."""

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalogue.search.engines.whoosh.codec import COLUMNS_EXTENSION, TERMS_EXTENSION
from catalogue.search.engines.whoosh.columns import Columns, columns_of, read_columns, stored_records
from catalogue.search.engines.whoosh.decoding import DecodedTerms
from catalogue.search.engines.whoosh.schema import WORDS
from catalogue.search.engines.whoosh.terms import MappedTerms, Terms
from catalogue.search.engines.whoosh.vocabulary import Vocabulary

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Segment:
    """Written once, never changed; only which of its documents are deleted changes from commit to commit."""

    terms: Terms
    columns: Columns
    _vocabularies: list[Vocabulary] = field(default_factory=list, compare=False)

    def __len__(self) -> int:
        return len(self.columns)

    def vocabulary(self, reader: Any) -> Vocabulary:
        """Read from the Whoosh reader of the segment at the first quotation, then kept."""
        if not self._vocabularies:
            self._vocabularies.append(Vocabulary([term.decode() for term in reader.lexicon(WORDS)]))
        return self._vocabularies[0]


def open_segment(folder: Path, reader: Any) -> Segment:
    """`reader` is the Whoosh reader of the segment."""
    segment, count = reader.segment(), reader.doc_count_all()
    return Segment(
        _terms(folder / segment.make_filename(TERMS_EXTENSION), count, reader),
        _columns(folder / segment.make_filename(COLUMNS_EXTENSION), count, reader),
    )


def alive(reader: Any) -> NDArray[np.bool_]:
    """Which documents of the segment are not deleted, by number."""
    present = np.ones(reader.doc_count_all(), np.bool_)
    present[list(reader.segment().deleted_docs())] = False
    return present


def _terms(path: Path, count: int, reader: Any) -> Terms:
    try:
        return MappedTerms(path, count)
    except (OSError, ValueError, KeyError, IndexError) as error:
        log.warning("terms are read from Whoosh, slowly, until the next rebuild: %s", error)
        return DecodedTerms(reader)


def _columns(path: Path, count: int, reader: Any) -> Columns:
    try:
        return read_columns(path, count)
    except (OSError, ValueError, KeyError) as error:
        log.warning("columns are read from Whoosh, slowly, until the next rebuild: %s", error)
        return columns_of(stored_records(reader))
