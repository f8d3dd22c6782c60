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
MAX_ROW_LINES = 2_000
OPEN_QUOTE = "引号没有成对，或一个单元格太长"
TOO_LONG = "这一行超过 100 万个字符，没有读取"

Row = list[str] | RecordError


class Lines:
    """The lines of a text file, one at a time, with those of the row being read kept so that they can be put back.

    A line beyond MAX_LINE, or a row beyond MAX_ROW_LINES, raises RecordError; the iteration can go on behind
    it, which a generator could not.
    """

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self._waiting: list[str] = []
        self._row: list[str] = []
        self.ended = False

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        if len(self._row) >= MAX_ROW_LINES:
            raise RecordError(OPEN_QUOTE)
        line = self._waiting.pop() if self._waiting else self._read()
        self._row.append(line)
        return line

    def start_row(self) -> None:
        """A row begins with the next line."""
        self._row.clear()

    def give_up_row(self) -> None:
        """Put back all lines of the row but its first: a quote without partner must not swallow good rows."""
        self._waiting += reversed(self._row[1:])
        self.ended = False

    def _read(self) -> str:
        line = self._text.readline(MAX_LINE)
        if not line:
            self.ended = True
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
    lines = Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.start_row()
        try:
            yield read_row(reader, lines)
        except StopIteration:
            return
        except RecordError as error:
            lines.give_up_row()
            yield error


def read_row(reader: Iterator[list[str]], lines: Lines) -> list[str]:
    """The next row. Raises RecordError when a quote in it has no partner, StopIteration at the end."""
    try:
        row = next(reader)
    except csv.Error as error:
        raise RecordError(OPEN_QUOTE) from error
    if lines.ended:  # the reader asked for more than there was: it was still inside a quote
        raise RecordError(OPEN_QUOTE)
    return [clean_cell(cell) for cell in row]


def first_rows(text: io.TextIOBase, count: int) -> dict[str, list[Sequence[str]]]:
    """The first rows as each delimiter would cut them, for guessing; rows that cannot be read are empty."""
    sample = "".join(line for line in islice(safe_lines(text), SAMPLE_LINES))
    return {
        delimiter: [
            [] if isinstance(row, RecordError) else row
            for row in islice(rows(io.StringIO(sample, newline=""), delimiter), count)
        ]
        for delimiter in DELIMITERS
    }


def safe_lines(text: io.TextIOBase) -> Iterator[str]:
    """The lines of bounded length; each of the others is an empty line."""
    lines = Lines(text)
    while True:
        lines.start_row()
        try:
            yield next(lines)
        except StopIteration:
            return
        except RecordError:
            yield "\n"
