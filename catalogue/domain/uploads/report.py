"""The report of a checked spreadsheet: what is wrong in which cell, kept as JSON beside its good rows."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class CellFault:
    """`cell` is named as spreadsheet programs do (B17); without a column it is the row alone."""

    cell: str
    heading: str
    message: str


@dataclass(frozen=True)
class FaultyRow:
    """`cells` are the row's texts under the report's headings; empty when the row could not be read at all."""

    number: int
    cells: list[str]
    faults: list[CellFault]


@dataclass
class Remark:
    """What partners should know about a column; `cell` is the first of the `rows` it holds for."""

    cell: str
    heading: str
    message: str
    rows: int = 1


@dataclass
class Report:
    """`rows` counts those with content, `good` those to be taken in; `titles` are those of the first good ones."""

    headings: list[str] = field(default_factory=list)
    rows: int = 0
    good: int = 0
    faulty: list[FaultyRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[CellFault]:
        """Every fault, in the order of the rows."""
        return [fault for row in self.faulty for fault in row.faults]


def write_report(report: Report, to: Path) -> None:
    to.write_text(json.dumps(asdict(report), ensure_ascii=False), encoding="utf-8")


def read_report(file: Path) -> Report:
    """Raises OSError when it is gone."""
    values: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    faulty = [
        FaultyRow(row["number"], row["cells"], [CellFault(**fault) for fault in row["faults"]])
        for row in values.pop("faulty")
    ]
    remarks = [Remark(**remark) for remark in values.pop("remarks")]
    return Report(**values, faulty=faulty, remarks=remarks)
