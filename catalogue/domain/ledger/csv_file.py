"""The ledger as a CSV file, for those who look into it with a spreadsheet program."""

from collections.abc import Iterable, Iterator
from typing import IO

from catalogue.clock import local_moment
from catalogue.domain.ledger.entries import Entry
from catalogue.domain.ledger.event_names import event_name, subject_name
from catalogue.domain.text.csv_tables import csv_head, csv_line

HEADINGS = (
    *("编号", "时间（北京时间）", "操作者", "操作者代码", "事件", "事件代码"),
    *("对象", "对象编号", "之前", "之后", "说明", "来自地址"),
)


def ledger_csv(entries: Iterable[Entry]) -> Iterator[str]:
    """The file line by line, the headings first."""
    yield csv_head(HEADINGS)
    for entry in entries:
        yield _line(entry)


def write_ledger(entries: Iterable[Entry], file: IO[str]) -> int:
    """Write the file; returns how many entries it holds."""
    lines = 0
    for line in ledger_csv(entries):
        file.write(line)
        lines += 1
    return lines - 1  # the headings are no entry


def _line(entry: Entry) -> str:
    who = (entry.actor_name, entry.actor)
    about = (subject_name(entry.subject_type), entry.subject_id)
    told = (entry.before, entry.after, entry.note, entry.origin)
    return csv_line((entry.id, local_moment(entry.at), *who, event_name(entry.what), entry.what, *about, *told))
