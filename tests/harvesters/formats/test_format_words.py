"""Costs, logins, cells and the other small readings."""

import pytest

from harvesters.formats.cells import clean_cell, several
from harvesters.formats.costs import read_cost, read_is_free
from harvesters.formats.keys import bounded_key
from harvesters.formats.logins import read_login
from harvesters.formats.text import cut, one_line, paragraphs


@pytest.mark.parametrize(
    ("written", "cost"),
    [
        ("免费", "free"),
        ("0", "free"),
        ("0.00 元", "free"),
        ("公益课程", "free"),
        ("Free", "free"),
        ("199.0", "paid"),
        ("￥1,999", "paid"),
        ("收费", "paid"),
        ("不免费", "paid"),
        ("会员专享", "paid"),
        ("免费学习，证书收费 100 元", "free_with_paid_certificate"),
        ("free; paid certificate", "free_with_paid_certificate"),
        ("free_with_paid_certificate", "free_with_paid_certificate"),
        ("部分免费", "unknown"),
        ("", "unknown"),
        ("详见官网", "unknown"),
    ],
)
def test_cost(written: str, cost: str) -> None:
    assert read_cost(written) == cost


@pytest.mark.parametrize(
    ("written", "cost"), [("是", "free"), ("True", "free"), ("否", "paid"), ("0", "paid"), ("也许", "unknown")]
)
def test_cost_by_yes_or_no(written: str, cost: str) -> None:
    assert read_is_free(written) == cost


@pytest.mark.parametrize(("written", "login"), [("无需登录", "none"), ("是", "required"), ("看情况", "unknown")])
def test_login(written: str, login: str) -> None:
    assert read_login(written) == login


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("null", ""),
        ("NaN", ""),
        (" - ", ""),
        ("暂无", ""),
        ("#N/A", ""),
        ("\n社区护理学\n", "社区护理学"),
        ("　全角\u00a0空格\u200b", "全角 空格"),
        ("a\x00b\x1bc", "ab c"),
        ('"引号"', "引号"),
        ('他说"好"', '他说"好"'),
        (1470430188.0, "1470430188"),
        (4.5, "4.5"),
        (True, "true"),
        ("第一行\r\n\r\n\r\n第二行", "第一行\n\n第二行"),
    ],
)
def test_cell(value: object, cell: str) -> None:
    assert clean_cell(value) == cell


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (["陈越、何钦铭"], ("陈越", "何钦铭")),
        (["a;b；c|d\ne"], ("a", "b", "c", "d", "e")),
        (["Arts, Humanities;Maths"], ("Arts, Humanities", "Maths")),
        (["周明，李芳", "王"], ("周明", "李芳", "王")),
        ([";;"], ()),
        (None, ()),
    ],
)
def test_several_names_in_a_cell(cells: list[str] | None, names: tuple[str, ...]) -> None:
    assert several(cells) == names


def test_text_on_one_line() -> None:
    assert one_line(" e\u0301\ud800\n\x07 全\u3000角\u202e ") == "é\ufffd 全 角"


def test_paragraphs_keep_their_lines() -> None:
    assert paragraphs("一 \n 二\n\n\n \n三\u2028四") == "一\n二\n\n三 四"


def test_cut_shows_that_something_is_missing() -> None:
    assert (cut("四个字啊", 4), cut("五个字好啊", 4)) == ("四个字啊", "五个字…")


def test_long_keys_stay_different() -> None:
    keys = {bounded_key("https://a.example/" + "x" * 5000 + str(number)) for number in range(3)}

    assert len(keys) == 3
    assert max(map(len, keys)) <= 500
