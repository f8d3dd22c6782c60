import os
from pathlib import Path

import pytest

from catalogue.domain.screening.sensitive_lists import (
    SensitiveWords,
    read_list,
    sensitive_words,
    use_sensitive_lists,
)
from catalogue.models.vocabulary import VocabularyError


def hits(words: list[str], text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in SensitiveWords([("示例", words)]).hits(text)]


def test_the_longest_word_that_begins_at_a_place_is_found() -> None:
    assert hits(["示例", "示例词"], "一个示例词和示例") == ["示例词", "示例"]


def test_words_that_overlap_are_found_each() -> None:
    assert hits(["甲乙丙", "丙丁"], "甲乙丙丁") == ["甲乙丙", "丙丁"]


def test_a_word_is_found_however_it_is_written_in_the_list() -> None:
    assert hits(["ＡＢ 繁體"], "ab 繁体") == ["ab 繁体"]


def test_no_words_find_nothing() -> None:
    assert hits([], "任何文字") == []


def test_a_file_is_read_without_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "示例.txt"
    path.write_text("\ufeff# 说明\n示例词 # 为什么\n\n另一词\n", encoding="utf-8")

    assert read_list(path) == ["示例词", "另一词"]


def test_a_single_character_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("好词\n坏\n", encoding="utf-8")

    with pytest.raises(VocabularyError, match=r"short\.txt:2"):
        read_list(path)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes("敏感".encode("gbk"))

    with pytest.raises(VocabularyError, match="UTF-8"):
        read_list(path)


def test_an_edited_list_counts_at_once_and_a_broken_one_leaves_the_others(tmp_path: Path) -> None:
    use_sensitive_lists(tmp_path)
    good, broken = tmp_path / "good.txt", tmp_path / "broken.txt"
    good.write_text("甲词\n", encoding="utf-8")
    broken.write_bytes(b"\xff\xfe\xff")
    assert len(sensitive_words()) == 1

    good.write_text("甲词\n乙词\n", encoding="utf-8")
    os.utime(good, ns=(1, 1))

    assert len(sensitive_words()) == 2


def test_no_folder_is_no_words(tmp_path: Path) -> None:
    use_sensitive_lists(tmp_path / "none")

    assert len(sensitive_words()) == 0
