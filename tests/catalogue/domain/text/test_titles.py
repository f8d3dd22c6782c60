import pytest

from catalogue.domain.text.titles import compared, contradict, title_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("数据结构", " 数据\n结构 "),
        ("Ｐｙｔｈｏｎ语言程序设计", "python语言程序设计"),
        ("計算機網絡", "计算机网络"),
        ("程序设计入门—C语言", "程序设计入门——C语言"),
        ("【国家精品】大学物理", "大学物理"),
        ("国家精品：大学物理", "大学物理"),
        ("大学物理（2019秋）", "大学物理"),
        ("大学物理（第3次开课）", "大学物理"),
        ("大学物理（MOOC）", "大学物理"),
        ("高等数学（一）", "高等数学(1)"),
        ("高等数学Ⅱ", "高等数学（二）"),
        ("手机摄影第十二讲", "手机摄影 第12讲"),
        ("高等数学（上）", "高等数学上"),
    ],
)
def test_two_ways_to_write_one_title_have_one_key(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("手机摄影第1讲", "手机摄影第11讲"),
        ("手机摄影第一讲", "手机摄影第十一讲"),
        ("高等数学（一）", "高等数学（二）"),
        ("高等数学（上）", "高等数学（下）"),
        ("高等数学上", "高等数学下"),
        ("大学物理Ⅰ", "大学物理Ⅱ"),
        ("概率论A", "概率论B"),
        ("大学英语四级", "大学英语六级"),
        ("Web 2.0 技术", "Web 3.0 技术"),
        ("物理化学", "物理化学（上）"),
        ("Office 2010 高级应用", "Office 2016 高级应用"),
        ("大学物理（2019秋）", "大学物理（2020春）"),
        ("电商运营第一期", "电商运营第二期"),
        ("细胞生物学", "细胞生物学（英文）"),
        ("大学计算机", "大学计算机CAP"),
        ("大学物理", "大学物理实验"),
        ("C语言程序设计入门", "C语言程序设计进阶"),
        ("宏观经济学", "微观经济学"),
        ("二维动画设计", "三维动画设计"),
        ("C程序设计", "C++程序设计"),
        ("数据结构（Java版）", "数据结构（Python版）"),
        ("大学物理（光学）", "大学物理（力学）"),
    ],
)
def test_parts_editions_and_versions_contradict_each_other(one: str, other: str) -> None:
    assert contradict(compared(one), compared(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("马克思主义基本原理", "马克思主义基本原理概论"),
        ("大学物理（2019秋）", "大学物理"),
        ("大学计算机", "大学计算机基础"),
        ("学在南哲", "学在南哲：哲学与哲人"),
        ("一带一路", "一带一路概论"),
    ],
)
def test_what_one_title_only_leaves_out_is_no_contradiction(one: str, other: str) -> None:
    assert not contradict(compared(one), compared(other))


def test_the_signs_that_tell_programming_languages_apart_stay_in_the_key() -> None:
    assert len({title_key(f"{name}程序设计") for name in ("C", "C++", "C#")}) == 3


@pytest.mark.parametrize("title", ["2019", "公开课", "（一）", "第一讲"])
def test_a_title_of_nothing_but_decoration_still_has_a_key(title: str) -> None:
    assert title_key(title)
