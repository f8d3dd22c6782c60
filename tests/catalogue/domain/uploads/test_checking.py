"""Spreadsheets are checked cell by cell; each fault says where it is and how to mend it."""

import io
import json
import zipfile
from typing import BinaryIO

import openpyxl
import pytest

from catalogue.domain.uploads import checking
from catalogue.domain.uploads.checking import check_table
from catalogue.domain.uploads.report import Report
from catalogue.domain.uploads.workbooks import MEND, faulty_workbook, template_csv, template_workbook
from catalogue.errors import CatalogueError
from harvesters.formats.spreadsheet import MAX_CELL
from tests.catalogue.domain.uploads.tables import csv_file, row, workbook


def checked(file: BinaryIO, *, most_rows: int = 1000) -> tuple[Report, list[dict[str, str]]]:
    """The report, and the good rows a run would read."""
    rows = io.StringIO()
    report = check_table(file, rows, most_rows=most_rows)
    return report, [json.loads(line) for line in rows.getvalue().splitlines()]


def cells(report: Report) -> list[str]:
    return [fault.cell for fault in report.faults]


def test_a_good_row_passes_with_all_it_says() -> None:
    report, rows = checked(workbook(row(7, kind="视频", audiences="老年人、残疾人", id="k7")))

    assert (report.rows, report.good, report.faulty) == (1, 1, [])
    assert rows == [
        {
            "id": "k7",
            "title": "手机入门 第7讲",
            "url": "https://example.cn/7",
            "summary": "开机。",
            "cost": "免费",
            "kind": "视频",
            "audiences": "老年人；残疾人",
        }
    ]


@pytest.mark.parametrize(
    ("values", "cell", "says"),
    [
        ({"title": ""}, "A2", "没有填写。请写上资源的全名"),
        ({"title": "长" * 501}, "A2", "有 501 个字，超过了 500 个"),
        ({"url": ""}, "B2", "没有填写。请写上完整网址"),
        ({"url": "ftp://example.cn/1"}, "B2", "须以 http:// 或 https:// 开头"),
        ({"url": "javascript:alert(1)"}, "B2", "须以 http:// 或 https:// 开头"),
        ({"summary": "长" * 2001}, "C2", "超过了 2000 个"),
        ({"cost": "199元"}, "D2", "收费的，收费资源不收录"),
        ({"cost": "面议"}, "D2", "看不懂“面议”。请写“免费”"),
        ({"kind": "怪物"}, "E2", "请从这些词里选：课程、视频"),
        ({"audiences": "老年人、火星人"}, "F2", "“火星人”不是可用的词"),
        ({"level": "很难很难"}, "G2", "请从这些词里选：零基础"),
        ({"published": "某天"}, "H2", "请写成 2026-11-23 的样子"),
        ({"image": "封面.png"}, "J2", "请从浏览器的地址栏复制完整网址"),
        ({"login": "也许"}, "K2", "请写“是”或“否”"),
    ],
)
def test_a_fault_is_told_by_its_cell_with_how_to_mend_it(values: dict[str, str], cell: str, says: str) -> None:
    report, rows = checked(workbook(row(**values)))

    assert (cells(report), rows) == ([cell], [])
    assert says in report.faults[0].message


def test_every_fault_of_a_row_is_told_at_once() -> None:
    report, _ = checked(workbook(row(1), row(2, title="", url="x", cost="9元")))

    assert (report.good, cells(report)) == (1, ["A3", "B3", "D3"])


def test_a_repeated_identifier_names_the_row_that_had_it_first() -> None:
    report, _ = checked(workbook(row(1, id="a"), row(2, id="a")))

    assert (cells(report), "与第 2 行的编号相同" in report.faults[0].message) == (["I3"], True)


def test_a_repeated_address_is_one_however_it_is_written() -> None:
    report, _ = checked(workbook(row(1), row(2, url="HTTP://EXAMPLE.cn:80/1/?utm_source=x")))

    assert (cells(report), "与第 2 行的链接相同" in report.faults[0].message) == (["B3"], True)


def test_what_stops_nothing_is_one_remark_a_column() -> None:
    report, rows = checked(workbook(row(1, summary=""), row(2, summary=""), row(3)))

    assert [(remark.cell, remark.rows) for remark in report.remarks] == [("C2", 2)]
    assert len(rows) == 3


def test_rows_are_counted_as_the_spreadsheet_shows_them() -> None:
    text = csv_file(
        "某校课程表", "", "课程名称,链接,费用", "好课,https://example.cn/1,免费", "", ",https://example.cn/2,免费"
    )

    assert cells(checked(text)[0]) == ["A6"]


def test_a_row_that_cannot_be_read_costs_no_other() -> None:
    text = csv_file("名称,链接,费用", '"没有关上,https://example.cn/1,免费', "好课,https://example.cn/2,免费")
    report, rows = checked(text)

    assert (cells(report), len(rows)) == (["第 2 行"], 1)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_tables_of_old_and_new_programs_are_read(encoding: str) -> None:
    _, rows = checked(csv_file("课程名称,课程链接,费用", "算法初步,https://example.cn/1,免费", encoding=encoding))

    assert [one["title"] for one in rows] == ["算法初步"]


def test_a_table_takes_nothing_down() -> None:
    report, rows = checked(csv_file("名称,链接,费用,已删除", "好课,https://example.cn/1,免费,是"))

    assert (cells(report), rows) == (["D2"], [])


@pytest.mark.parametrize("template", [template_workbook(), template_csv().encode()])
def test_the_template_has_nothing_but_an_example_which_is_passed_over(template: bytes) -> None:
    with pytest.raises(CatalogueError, match="只有表头"):
        checked(io.BytesIO(template))


def test_the_example_of_the_template_would_pass_if_it_were_real() -> None:
    report, _ = checked(io.BytesIO(template_csv().replace("示例", "a1").encode()))

    assert (report.good, report.faults) == (1, [])


def test_the_faulty_rows_come_back_to_be_mended_and_uploaded_again() -> None:
    report, _ = checked(csv_file("资源名称,链接,简介,费用", ",https://example.cn/2,=1+1,免费"))
    mended = openpyxl.load_workbook(io.BytesIO(faulty_workbook(report)))
    sheet = mended.worksheets[0]

    assert [cell.value for cell in sheet[1]][-1] == MEND
    assert "A2 资源名称 没有填写" in str(sheet[2][-1].value)
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=1+1", "s")
    sheet["A2"] = "补上了"
    file = io.BytesIO()
    mended.save(file)
    again, rows = checked(io.BytesIO(file.getvalue()))
    assert (again.faults, rows[0]["title"]) == ([], "补上了")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "这是图片"),
        (b'{"title": "x", "url": "https://a.example/"}\n', "网页上传请用 XLSX"),
        (b"PK\x03\x04 not a workbook", "不是可以打开的 XLSX"),
        ("编号,链接\n1,https://example.cn/1\n".encode(), "没有找到标题列"),
        ("名称,老师\n好课,张\n".encode(), "表里没有链接列"),
    ],
)
def test_what_is_no_table_says_so(content: bytes, says: str) -> None:
    with pytest.raises(CatalogueError, match=says):
        checked(io.BytesIO(content))


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(CatalogueError, match="超过 2 行"):
        checked(workbook(row(1), row(2), row(3)), most_rows=2)


def test_one_text_shared_by_many_cells_is_cut_and_then_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_CHARACTERS", 10 * MAX_CELL)
    with pytest.raises(CatalogueError, match="文字太多"):
        checked(workbook(*(row(number, summary="a" * 100_000) for number in range(11))))


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    with pytest.raises(CatalogueError, match="太大了"):
        checked(io.BytesIO(file.getvalue()))


def test_of_many_rows_with_planted_faults_each_is_found_and_no_other() -> None:
    wrong = {
        "title": ("A", ""),
        "url": ("B", "x"),
        "cost": ("D", "9元"),
        "kind": ("E", "怪物"),
        "published": ("H", "某天"),
    }
    names = list(wrong)
    planted = {number: names[number % len(names)] for number in range(0, 1000, 37)}
    rows = [
        row(number, **({planted[number]: wrong[planted[number]][1]} if number in planted else {}))
        for number in range(1000)
    ]

    report, good = checked(workbook(*rows))

    assert cells(report) == [f"{wrong[name][0]}{number + 2}" for number, name in planted.items()]
    assert len(good) == 1000 - len(planted)
