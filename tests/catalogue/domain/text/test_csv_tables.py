"""CSV reads back as it was, opens in Excel, and holds no formula."""

import csv
import io

import pytest

from catalogue.domain.text.csv_tables import csv_head, csv_line, safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "－1"])
def test_a_cell_that_would_be_a_formula_is_disarmed(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "手机", "C++", "a=b", "https://a.cn/?x=-1"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


def test_a_list_is_disarmed_as_a_whole() -> None:
    assert safe_cell(["=a", "b"]) == "'=a；b"


def test_a_number_stays_a_number() -> None:
    assert safe_cell(-5) == "-5"


def test_a_file_begins_with_the_mark_excel_looks_for() -> None:
    assert csv_head(["时间", "谁"]) == "\ufeff时间,谁\r\n"


def test_a_row_reads_back_as_it_was() -> None:
    cells = ['带"引号"', "逗号,", "换\n行", ""]
    assert next(csv.reader(io.StringIO(csv_line(cells), newline=""))) == cells
