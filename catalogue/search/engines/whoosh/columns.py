"""Everything about the documents of a segment but their words, as columns: what filters, counts and orders need."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from catalogue.search.engine import FACETS, TYPES
from catalogue.search.engines.whoosh.arrays import Array, TornFile, read_arrays, write_arrays
from catalogue.search.engines.whoosh.schema import RECORD

Codes = tuple[str, ...]

PLAIN = {"version": np.int64, "time": np.float64, "popularity": np.int64, "title": np.uint64, "quality": np.float32}
"""Columns taken from the record as they are."""


@dataclass(frozen=True)
class Facet:
    """A column of numbers, and the codes each number stands for: documents mostly share few combinations."""

    sets: tuple[Codes, ...]
    column: Array


@dataclass(frozen=True)
class Columns:
    """By document number within one segment, deleted documents included: their numbers stay taken."""

    ids: Array
    types: Array
    plain: Mapping[str, Array]
    facets: Mapping[str, Facet]

    def __len__(self) -> int:
        return len(self.ids)


class ColumnsBuilder:
    """Takes the stored record of one document after the other."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._types: list[int] = []
        self._plain: dict[str, list[Any]] = {name: [] for name in PLAIN}
        self._sets: dict[str, dict[Codes, int]] = {name: {} for name in FACETS}
        self._facets: dict[str, list[int]] = {name: [] for name in FACETS}

    def add(self, public_id: str, record: Mapping[str, Any]) -> None:
        self._ids.append(public_id)
        self._types.append(TYPES.index(record["type"]) if record["type"] in TYPES else len(TYPES))
        for name, values in self._plain.items():
            values.append(record[name])
        for name, numbers in self._facets.items():
            sets, codes = self._sets[name], tuple(record["facets"].get(name, ()))
            numbers.append(sets.setdefault(codes, len(sets)))

    def build(self) -> Columns:
        return Columns(
            ids=np.array([public_id.encode() for public_id in self._ids], np.bytes_),
            types=np.array(self._types, np.uint8),
            plain={name: np.array(values, PLAIN[name]) for name, values in self._plain.items()},
            facets={
                name: Facet(tuple(self._sets[name]), np.array(numbers, np.uint32))
                for name, numbers in self._facets.items()
            },
        )


def write_columns(path: Path, columns: Columns) -> None:
    arrays = {"id": columns.ids, "type": columns.types, **columns.plain}
    arrays.update({_facet(name): facet.column for name, facet in columns.facets.items()})
    write_arrays(path, arrays, {"sets": {name: facet.sets for name, facet in columns.facets.items()}})


def read_columns(path: Path, document_count: int) -> Columns:
    """Raises OSError and TornFile; what does not fit the segment is as good as absent."""
    arrays, about = read_arrays(path)
    if any(len(array) != document_count for array in arrays.values()):
        raise TornFile(str(path))
    try:
        return Columns(
            ids=arrays["id"],
            types=arrays["type"],
            plain={name: arrays[name] for name in PLAIN},
            facets={name: Facet(tuple(map(tuple, about["sets"][name])), arrays[_facet(name)]) for name in FACETS},
        )
    except KeyError as error:
        raise TornFile(str(path)) from error


def columns_of(records: Iterable[Mapping[str, Any]]) -> Columns:
    """The columns from what Whoosh stores of each document: slow, for when the file beside the segment is lost."""
    builder = ColumnsBuilder()
    for stored in records:
        builder.add(stored["id"], stored[RECORD])
    return builder.build()


def _facet(name: str) -> str:
    return f"facet_{name}"


def stored_records(reader: Any) -> Iterator[Mapping[str, Any]]:
    """What Whoosh stores of each document of a segment, the deleted ones too."""
    return map(reader.stored_fields, range(reader.doc_count_all()))
