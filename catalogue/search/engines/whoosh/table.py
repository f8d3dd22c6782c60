"""Everything about documents but their words, by document number: what filters, counts and orders need."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from catalogue.search.engine import FACETS, TEXTS

Codes = tuple[str, ...]


@dataclass
class Table:
    """Columns of one segment, or of several one after the other; a document's number is its place in each."""

    ids: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    times: "array[float]" = field(default_factory=lambda: array("d"))
    popularity: list[int] = field(default_factory=list)
    facets: dict[str, list[Codes]] = field(default_factory=lambda: {name: [] for name in FACETS})
    lengths: dict[str, "array[int]"] = field(default_factory=lambda: {name: array("L") for name in TEXTS})

    def extend(self, other: "Table") -> None:
        self.ids += other.ids
        self.types += other.types
        self.versions += other.versions
        self.times += other.times
        self.popularity += other.popularity
        for name in FACETS:
            self.facets[name] += other.facets[name]
        for name in TEXTS:
            self.lengths[name] += other.lengths[name]


def read_table(reader: Any) -> Table:
    """The columns of one Whoosh segment, deleted documents included: their numbers stay taken."""
    table = Table()
    numbers = range(reader.doc_count_all())
    alike: dict[Codes, Codes] = {}
    for number in numbers:
        stored = reader.stored_fields(number)
        record = stored["record"]
        table.ids.append(stored["id"])
        table.types.append(record["type"])
        table.versions.append(record["version"])
        table.times.append(record["time"])
        table.popularity.append(record["popularity"])
        for name in FACETS:
            codes = record["facets"].get(name, ())
            table.facets[name].append(alike.setdefault(codes, codes))
    for name in TEXTS:
        table.lengths[name].extend(reader.doc_field_length(number, name) or 0 for number in numbers)
    return table


def joined(tables: Iterable[Table]) -> Table:
    whole = Table()
    for table in tables:
        whole.extend(table)
    return whole
