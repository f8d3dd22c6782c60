"""The terms a text is turned into."""

import subprocess
import sys

import pytest

from catalogue.search.text import normalise, terms, words


def found_in(text: str) -> set[str]:
    return {term for term, _position in terms(text)}


def word_texts(text: str) -> list[str]:
    return [word.text for word in words(normalise(text))]


def test_a_long_word_gives_the_words_that_tile_it():
    assert list(terms("智能手机")) == [("智能手机", 0), ("智能", 0), ("手机", 1)]


def test_no_word_is_found_across_the_seam_of_two_parts():
    assert "能手" not in found_in("智能手机")
    assert "能手" in found_in("技术能手")


def test_parts_of_parts_stand_at_their_own_positions():
    assert list(terms("中国人民大学公开课")) == [
        ("中国人民大学", 0),
        ("中国", 0),
        ("人民大学", 1),
        ("人民", 1),
        ("大学", 2),
        ("公开课", 3),
        ("公开", 3),
    ]


def test_a_lone_character_left_over_is_no_term_but_takes_a_position():
    assert list(terms("图书馆学习")) == [("图书馆", 0), ("图书", 0), ("学习", 2)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C语言程序设计", ["c", "语言", "程序设计"]),
        ("C++和C#", ["c++", "和", "c#"]),
        ("C++11", ["c++11"]),
        ("Vue3.js入门", ["vue3.js", "入门"]),
        ("CET-4 e-mail", ["cet4", "email"]),
        ("5G与3D打印", ["5g", "与", "3d", "打印"]),
        ("Ｏｆｆｉｃｅ２０１９", ["office2019"]),
        ("PYTHON Python python", ["python", "python", "python"]),
        ("老人手机怎么用", ["老人", "手机", "怎么", "用"]),
        ("㐂与𠮷", ["㐂", "与", "𠮷"]),
        ("《Excel》，（上）", ["excel", "上"]),
        ("!?…😀", []),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]):
    assert word_texts(text) == expected


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Vue3.js", {"vue", "3", "js"}),
        ("CET-4", {"cet", "4"}),
        ("Office2019", {"office", "2019"}),
        ("C++11", {"c++", "11"}),
        ("C++", set()),
        ("5G", set()),
        ("B2B", set()),
    ],
)
def test_parts_of_words_of_letters_and_digits(word: str, parts: set[str]):
    [only] = words(word)
    assert {part.text for part in only.shape.parts} == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("軟體工程", ["软件", "工程"]),
        ("軟體動物", ["软体动物"]),
        ("程式設計", ["程序设计"]),
        ("方程式", ["方程式"]),
        ("程序设计", ["程序设计"]),
        ("電腦與網路", ["电脑", "与", "网络"]),
        ("智慧型手機", ["智能手机"]),
        ("著作與乾隆", ["著作", "与", "乾隆"]),
    ],
)
def test_traditional_characters_and_words_of_taiwan(text: str, expected: list[str]):
    assert word_texts(text) == expected


@pytest.mark.parametrize("word", ["抖音", "短视频", "赣服通", "婺源", "景德镇", "江西财经大学", "人工智能"])
def test_the_field_dictionary_knows_its_words(word: str):
    assert word_texts(word) == [word]


def test_a_county_is_found_by_its_name_alone():
    assert "安义" in found_in("安义县")


def test_words_know_where_they_stand_in_the_text():
    text = "学C++用智能手机"
    assert [text[word.start : word.end] for word in words(text)] == ["学", "C++", "用", "智能手机"]


def test_control_characters_part_words_and_invisible_ones_vanish():
    assert normalise("手\x00机") == "手 机"
    assert normalise("手\u200b机\ufeff") == "手机"
    assert normalise("手\ud800机") == "手机"


def test_a_term_is_never_longer_than_a_term_may_be():
    assert found_in("a" * 10_000) == {"a" * 64}


def test_loading_the_dictionary_is_silent_and_leaves_no_file(tmp_path):
    program = "from catalogue.search import dictionary; dictionary.warm_up(); print(dictionary.cut('智能手机'))"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={"TMPDIR": str(tmp_path), "HOME": "/nonexistent", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout.strip(), run.stderr) == ("('智能手机',)", "")
    assert list(tmp_path.iterdir()) == []
