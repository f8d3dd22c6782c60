"""Reads rows from CSV, TSV and semicolon files of any size and encoding, a bounded line at a time."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from harvesters.errors import RecordError
from harvesters.formats.cells import clean_cell
from harvesters.formats.encodings import guess_encoding

DELIMITERS = (",", "\t", ";", "|")
MAX_LINE = 1_000_000
SAMPLE_LINES = 200
TOO_LONG = "这一行超过 100 万个字符，没有读取"

Row = list[str] | RecordError


class Lines:
    """The lines of a text file, one at a time.

    A line beyond MAX_LINE raises RecordError and is skipped; the iteration can go on behind it, which a
    generator could not.
    """

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_LINE)
        if not line:
            raise StopIteration
        if len(line) < MAX_LINE or line.endswith(("\n", "\r")):
            return line
        while rest := self._text.readline(MAX_LINE):
            if rest.endswith(("\n", "\r")):
                break
        raise RecordError(TOO_LONG)


def open_text(file: BinaryIO) -> io.TextIOWrapper:
    """The file as text in the encoding its own bytes give away, from the beginning."""
    encoding = guess_encoding(iter(lambda: file.readline(MAX_LINE), b""))
    file.seek(0)
    return io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")


def rows(text: io.TextIOBase, delimiter: str) -> Iterator[Row]:
    """Every row from here on, cells cleaned, blank rows too; a row that cannot be read comes as the error it is."""
    reader = csv.reader(Lines(text), delimiter=delimiter)
    while True:
        try:
            yield [clean_cell(cell) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            yield RecordError(f"第 {reader.line_num} 行附近的引号没有成对，或一个单元格太长")
        except RecordError as error:
            yield error


def first_rows(text: io.TextIOBase, count: int) -> dict[str, list[Sequence[str]]]:
    """The first rows as each delimiter would cut them, for guessing; rows that cannot be read are empty."""
    sample = "".join(line for line in islice(safe_lines(text), SAMPLE_LINES))
    return {
        delimiter: [
            [] if isinstance(row, RecordError) else row for row in islice(rows(io.StringIO(sample), delimiter), count)
        ]
        for delimiter in DELIMITERS
    }


def safe_lines(text: io.TextIOBase) -> Iterator[str]:
    """The lines of bounded length; each of the others is an empty line."""
    lines = Lines(text)
    while True:
        try:
            yield next(lines)
        except StopIteration:
            return
        except RecordError:
            yield "\n"
