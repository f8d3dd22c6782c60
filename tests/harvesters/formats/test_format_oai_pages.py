"""Answers of repositories in which some record is broken."""

import time

import pytest

from harvesters.errors import SourceError
from harvesters.formats.oai_pages import UNREADABLE, parse_answer

OAI = "{http://www.openarchives.org/OAI/2.0/}"
OPEN = '<?xml version="1.0" encoding="{}"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>'
CLOSE = "</ListRecords></OAI-PMH>"


def record(number: int, inside: str = "") -> str:
    return f"<record><header><identifier>{number}</identifier></header><metadata>{inside}</metadata></record>"


def statuses(content: bytes) -> list[str | None]:
    return [header.get("status") for header in parse_answer(content).iter(f"{OAI}header")]


@pytest.mark.parametrize("broken", ["&nbsp;", "<b>", "\x0b", "a < b", "&"])
def test_a_broken_record_stands_alone(broken: str) -> None:
    content = OPEN.format("utf-8") + record(1) + record(2, broken) + record(3) + CLOSE

    assert statuses(content.encode()) == [None, UNREADABLE, None]


def test_the_encoding_is_honoured_beside_a_broken_record() -> None:
    content = (OPEN.format("gb18030") + record(1, "中文") + record(2, "&nbsp;") + CLOSE).encode("gb18030")

    assert parse_answer(content).findtext(f"{OAI}ListRecords/{OAI}record/{OAI}metadata") == "中文"
    assert statuses(content) == [None, UNREADABLE]


def test_a_record_that_never_ends_is_an_answer_cut_off() -> None:
    with pytest.raises(SourceError, match="XML 不完整"):
        parse_answer((OPEN.format("utf-8") + record(1) + record(2)[:-20]).encode())


def test_a_document_type_is_refused_beside_a_broken_record() -> None:
    content = OPEN.format("utf-8").replace("<OAI", "<!DOCTYPE x [<!ENTITY a 'b'>]><OAI") + record(1, "&c;") + CLOSE

    with pytest.raises(SourceError, match="DOCTYPE"):
        parse_answer(content.encode())


@pytest.mark.parametrize("filling", ["<record>", "<record></record", "<identifier>"])
def test_hostile_repetition_takes_no_long_time(filling: str) -> None:
    content = (OPEN.format("utf-8") + filling * 200_000).encode()
    start = time.perf_counter()

    with pytest.raises(SourceError):
        parse_answer(content)
    assert time.perf_counter() - start < 5
