"""When the title of a page speaks against the record that links to it, and how often that cannot be told."""

import csv
import json
import time
from collections import defaultdict
from itertools import permutations
from pathlib import Path

import pytest

from catalogue.domain.page_titles.comparing import PageTitle
from catalogue.domain.text.addresses import canonical_address

HARMLESS = [
    ("Python语言程序设计", "Python语言程序设计_北京理工大学_中国大学MOOC(慕课)"),
    ("数据结构与算法基础", "数据结构与算法基础（青岛大学-王卓）_哔哩哔哩_bilibili"),
    ("计算机网络（自顶向下方法）", "中科大郑烇、杨坚全套《计算机网络（自顶向下方法 第7版）》课程_哔哩哔哩_bilibili"),
    ("计算机网络（自顶向下方法）", "2.8 TCP 套接字编程_哔哩哔哩_bilibili"),
    ("软件项目管理", "软件项目管理_中山大学南方学院"),
    ("智能手机入门", "首页"),
    ("智能手机入门", "用户登录"),
    ("智能手机入门", "课程详情"),
    ("智能手机入门", "课程介绍 - 学堂在线"),
    ("智能手机入门", "中国大学MOOC"),
    ("智能手机入门", "江西开放大学"),
    ("智能手机入门", "国家智慧教育公共服务平台"),
    ("智能手机入门", "欢迎访问江西省图书馆网站"),
    ("智能手机入门", "正在加载..."),
    ("智能手机入门", "Vite App"),
    ("智能手机入门", "example"),
    ("智能手机入门", "第3讲 微信聊天 - 银龄学堂"),
    ("智能手机入门", "智慧銀齡：智慧型手機輕鬆學"),
    ("智能手機入門", "智能手机入门 - 老年大学"),
    ("第2讲 进程与线程", "操作系统 - 学堂在线"),
    ("毛概", "毛泽东思想和中国特色社会主义理论体系概论"),
    ("机器学习速成课程", "Machine Learning Crash Course | Google for Developers"),
    ("Introduction to Algorithms", "算法导论 - 网易公开课"),
    ("ECMAScript 6 入门", "ES6 入门教程"),
    ("CS170: Efficient Algorithms and Intractable Problems", "Home | CS 170"),
    ("Introduction to Computer Science", "Intro to Computing | Example University"),
    ("Kaggle Learn", "Learn Python, Data Viz, Pandas & More | Tutorials | Kaggle"),
    ("PYTHON 数据分析", "python数据分析"),
    ("大学英语（二）", "大学英语2_示范大学_中国大学MOOC(慕课)"),
    ("国家数据", "国家统计局"),
    ("全景故宫", "故宫博物院 - 全景故宫"),
    ("网络安全法", "中华人民共和国网络安全法_中央网络安全和信息化委员会办公室"),
    ("无障碍设计", "Accessibility"),
    ("智\u200b能手机入门", "智能\u200b手机怎么用"),
    ("数字素养", ""),
    ("数字素养", "- | _ |"),
    ("数字素养", "한국어 강좌"),
]
AGAINST = [
    ("Python语言程序设计", "中国近现代史纲要_示范大学_中国大学MOOC(慕课)"),
    ("老年人学电脑", "澳门新葡京娱乐城_手机版下载_首页存送"),
    ("智能手机防骗", "高等数学 - 示范学堂"),
    ("老年人用微信", "初级会计职称考前冲刺班招生简章"),
    ("商务数据分析", "深度学习及其应用_复旦大学_中国大学MOOC(慕课)"),
    ("乡村电商直播", "家常菜做法大全"),
    ("信息无障碍", "棋牌游戏大厅"),
    ("网络安全知识", "园林植物栽培 | 示范农业大学"),
    ("Excel 数据处理", "西方音乐史_哔哩哔哩_bilibili"),
    ("Java Programming", "Modern Art History | Example University"),
    ("Python 入门", "Java 入门教程"),
    ("C语言程序设计", "Photoshop 平面设计基础"),
    ("Python 第1讲", "Python 第11讲 - 示范学堂"),
    ("高等数学（上）", "高等数学（下）_示范大学_中国大学MOOC(慕课)"),
    ("大学英语（一）", "大学英语（二）"),
    ("第3讲 数据库索引", "第7讲 唐诗鉴赏"),
    ("区块链技术与应用", "抱抱熊幼儿园亲子活动"),
    ("人工智能导论", "二手房出售信息"),
    ("计算机网络", "婚庆摄影套餐报价"),
    ("手机摄影", "普通话水平测试"),
    ("農業無人機操作", "初中物理电学复习"),
    ("数字敦煌", "六合彩开奖记录"),
    ("CS61A: Structure and Interpretation of Computer Programs", "Buy cheap watches"),
]


@pytest.mark.parametrize(("title", "page"), HARMLESS)
def test_a_harmless_difference_says_nothing(title: str, page: str) -> None:
    assert not PageTitle("https://www.example.edu.cn/course/1", page).disagrees_with(title)


@pytest.mark.parametrize(("title", "page"), AGAINST)
def test_a_page_about_something_else_disagrees(title: str, page: str) -> None:
    assert PageTitle("https://www.example.edu.cn/course/1", page).disagrees_with(title)


def test_the_name_of_who_provides_or_lists_it_says_nothing() -> None:
    page = PageTitle("https://www.example.edu.cn/course/1", "赣鄱云讲台", frozenset(("赣鄱云讲台",)))
    assert not page.disagrees_with("智能手机入门")


def test_the_name_in_the_address_says_nothing() -> None:
    assert not PageTitle("https://weblab.example.edu/", "weblab").disagrees_with("Crash course for developers")


def test_an_address_that_is_none_names_nobody() -> None:
    assert PageTitle("http://[", "高等数学").disagrees_with("智能手机入门")


@pytest.mark.parametrize("page", ["a " * 100_000, "网" * 100_000, "（" * 100_000, "第一讲" * 50_000, "x1 " * 100_000])
def test_a_hostile_title_costs_little(page: str) -> None:
    began = time.thread_time()
    PageTitle("https://example.edu.cn/1", page).disagrees_with("b2 " * 100_000)
    assert time.thread_time() - began < 0.5


def test_few_real_courses_disagree_with_what_other_crawls_call_them(shared_data: Path) -> None:
    """Where a course was renamed altogether, as three of these were, a person should look."""
    titles = _titles_by_address(shared_data / "courses")
    pairs = [(url, *pair) for url, called in titles.items() for pair in permutations(called, 2)]

    disagreeing = [
        pair for url, *pair in pairs if PageTitle(url, f"{pair[0]}_中国大学MOOC(慕课)").disagrees_with(pair[1])
    ]

    assert len(pairs) > 100
    assert 0 < len(disagreeing) < 0.06 * len(pairs)


def _titles_by_address(courses: Path) -> dict[str, set[str]]:
    titles = defaultdict(set)
    for line in (courses / "ALL-courses-merged-derived.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("url"):
            titles[canonical_address(row["url"])].add(row["title"])
    path = courses / "icourse163-2024-derived" / "all_course_with_code.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if code := row["school_code"]:
                url = f"https://www.icourse163.org/course/{code}-{row['id']}"
                titles[canonical_address(url)].add(row["course_name"])
    return titles
