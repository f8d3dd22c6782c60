"""Costs, logins, cells and the other small readings."""

import pytest

from harvesters.formats.audiences import read_audiences
from harvesters.formats.cells import clean_cell, several
from harvesters.formats.costs import read_cost, read_is_free
from harvesters.formats.keys import bounded_key
from harvesters.formats.levels import read_level
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
        ("¥0.00", "free"),
        ("限时免费", "free"),
        ("免費", "free"),
        ("免费（共12讲）", "free"),
        ("证书付费", "free_with_paid_certificate"),
        ("付费证书", "free_with_paid_certificate"),
        ("免费，证书100元", "free_with_paid_certificate"),
        ("课程收费，证书收费", "paid"),
        ("付费课程，含证书", "paid"),
        ("免费试看", "paid"),
        ("前3节免费", "paid"),
        ("free trial", "paid"),
        ("原价199元，现免费", "unknown"),
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


@pytest.mark.parametrize(
    ("written", "login"),
    [
        ("无需登录", "none"),
        ("无需注册即可观看", "none"),
        ("无需注册或登录", "none"),
        ("免登录", "none"),
        ("否", "none"),
        ("No registration", "none"),
        ("是", "required"),
        ("登录后学习", "required"),
        ("注册后可免费学习", "required"),
        ("请先登录", "required"),
        ("需要实名注册", "required"),
        ("Registration required", "required"),
        ("看情况", "unknown"),
        ("", "unknown"),
    ],
)
def test_login(written: str, login: str) -> None:
    assert read_login(written) == login


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("零基础入门到精通", "starter"),
        ("初级", "starter"),
        ("Beginner", "starter"),
        ("基础", "basic"),
        ("进阶", "intermediate"),
        ("中级", "intermediate"),
        ("高级", "advanced"),
        ("🌟", "starter"),
        ("⭐️⭐️", "basic"),
        ("🌟🌟🌟", "intermediate"),
        ("★★★★☆", "advanced"),
        ("🌟🌟🌟🌟🌟🌟🌟", "advanced"),
        ("4/5", "advanced"),
        ("2/10", "starter"),
        ("困难", "困难"),
        ("", ""),
        ("没有基础的人也能学，" * 10, ""),
    ],
)
def test_level(written: str, level: str) -> None:
    assert read_level(written) == level


@pytest.mark.parametrize(
    ("written", "people"),
    [
        (["面向老年人、残疾人等群体"], ("老年人", "残疾人")),
        (["适合中小学教师和家长"], ("中小学教师", "家长")),
        (["供党员干部使用"], ("党员干部",)),
        (["广大农民", "新农人/返乡青年"], ("农民", "新农人", "返乡青年")),
        (["社会公众"], ("社会公众",)),
        ([], ()),
    ],
)
def test_audiences(written: list[str], people: tuple[str, ...]) -> None:
    assert read_audiences(written) == people


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
