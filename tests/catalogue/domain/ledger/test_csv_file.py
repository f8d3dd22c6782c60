"""The ledger as a table for spreadsheet programs."""

import csv
import io
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from catalogue.domain.ledger.csv_file import HEADINGS, ledger_csv
from catalogue.domain.ledger.view import LedgerFilter, wanted_entries
from tests.factories import make_event


def rows(session: Session) -> list[list[str]]:
    text = "".join(ledger_csv(wanted_entries(session, LedgerFilter())))
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_each_event_is_a_row_with_the_time_of_shanghai(session: Session) -> None:
    at = datetime(2026, 11, 1, 16, 0, tzinfo=UTC)
    event = make_event(session, at=at, before="pending", after="public", note="好", origin="198.51.100.7")
    assert rows(session) == [
        list(HEADINGS),
        [
            *(str(event.id), "2026-11-02 00:00:00", "操作员 alice", "operator:alice", "资源：公开", "resource.public"),
            *("资源", "aaaaaaaaaa", "pending", "public", "好", "198.51.100.7"),
        ],
    ]


def test_a_note_that_would_be_a_formula_is_disarmed(session: Session) -> None:
    make_event(session, note='=HYPERLINK("https://a.cn")')
    assert rows(session)[1][10] == '\'=HYPERLINK("https://a.cn")'
