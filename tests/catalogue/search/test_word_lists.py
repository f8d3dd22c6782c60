"""The lists search goes by: shipped ones are sound, and an installation's own are added and checked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.search import word_lists
from catalogue.search.language import load_language
from catalogue.search.query import parse
from catalogue.search.text import analyser
from catalogue.search.understanding import understand


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    load_language(tmp_path / "absent")


def test_an_installation_adds_words_and_the_index_is_rebuilt_for_them(own: Path):
    before = analyser()
    (own / "dictionary.txt").write_text("赣鄱云学堂\n", encoding="utf-8")
    load_language(own)
    assert [wish.text for wish in parse("赣鄱云学堂").wanted] == ["赣鄱云学堂"]
    assert analyser() != before


def test_an_installation_adds_synonyms(own: Path):
    (own / "synonyms.txt").write_text("打扑克 = 掼蛋\n", encoding="utf-8")
    load_language(own)
    [wish] = understand("掼蛋").wanted
    assert [other.text for other in wish.alternatives] == ["打扑克"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("synonyms.txt", "老人"),
        ("synonyms.txt", "老人 = "),
        ("synonyms.txt", "老人 = 老人"),
        ("synonyms.txt", "一 > 二 > 三"),
        ("taiwan.txt", "軟體"),
        ("dictionary.txt", "abc"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(own: Path, name: str, line: str):
    (own / name).write_text(line, encoding="utf-8")
    with pytest.raises(word_lists.WordListError):
        load_language(own)


def test_a_list_that_is_no_text_is_refused(own: Path):
    (own / "stopwords.txt").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(word_lists.WordListError):
        load_language(own)
