"""Whoosh's own codec, tuned, which also writes the columns of each segment beside it."""

from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3PerDocWriter

from catalogue.search.engines.whoosh.blocks import BlockWriter
from catalogue.search.engines.whoosh.columns import ColumnsBuilder, write_columns
from catalogue.search.engines.whoosh.schema import RECORD

COLUMNS_EXTENSION = ".columns"
TERMS_EXTENSION = ".terms"


class Codec(W3Codec):
    """Pickled into every segment, so its name and place are part of the index's layout."""

    length_stats = False  # our impacts hold the lengths already

    def field_writer(self, storage: Any, segment: Any) -> BlockWriter:
        return BlockWriter(self, storage, segment)

    def per_document_writer(self, storage: Any, segment: Any) -> Any:
        return _PerDocWriter(self, storage, segment)


class _PerDocWriter(W3PerDocWriter):
    """Keeps what is stored of each document on its way, and writes it as columns at the end."""

    def __init__(self, codec: Codec, storage: Any, segment: Any) -> None:
        super().__init__(codec, storage, segment)
        self._path = Path(storage.folder) / segment.make_filename(COLUMNS_EXTENSION)
        self._columns = ColumnsBuilder()

    def finish_doc(self) -> None:
        if self._storedfields:
            self._columns.add(self._storedfields["id"], self._storedfields[RECORD])
        super().finish_doc()

    def close(self) -> None:
        super().close()
        write_columns(self._path, self._columns.build())
