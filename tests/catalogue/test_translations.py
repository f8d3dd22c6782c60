"""The catalogues of the interface's words: nothing untranslated, nothing left over, compiled as they stand."""

import json
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from catalogue.domain.links.meaning import BY_FAULT, of_status
from catalogue.models.link_check import LINK_REASONS
from catalogue.models.problem_report import REPORT_REASONS
from catalogue.models.vocabulary import NAMES, SHIPPED, TRANSLATED, VocabularyError, load_vocabulary
from catalogue.web import words
from tests.messages import ROOT, collect, compiled, languages, po_path, read, untranslated

HAN = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\}")
TAG = re.compile(r"</?(\w+)")
WORK = ("account", "admin", "portal", "review", "curate", "ledger", "macros/form_fields.html", "work.html")
NOT_FOR_READERS = [ROOT / "templates" / name for name in ("styleguide", *WORK)]
"""The style guide is for those who build pages, the others for those who work with the catalogue, in Chinese."""
GETTEXT = re.compile(r"\{#.*?#\}|\{%-?\s*trans\b.*?\{%-?\s*endtrans\s*-?%\}|(?:\b_|counted)\(\s*\"[^\"]*\"", re.DOTALL)


def is_for_readers(template: Path) -> bool:
    return not any(template.is_relative_to(one) for one in NOT_FOR_READERS)


@pytest.fixture(scope="module")
def collected() -> Catalog:
    return collect()


def key(message: Message) -> tuple[object, object]:
    return message.context, message.id


def test_there_is_english() -> None:
    assert languages() == ["en"]


@pytest.mark.parametrize("language", languages())
def test_the_catalogue_holds_exactly_the_words_of_the_interface(language: str, collected: Catalog) -> None:
    """After a change of words: make messages, translate what it names, commit both files."""
    assert {key(one) for one in read(language) if one.id} == {key(one) for one in collected if one.id}


@pytest.mark.parametrize("language", languages())
def test_everything_is_translated_and_nothing_guessed(language: str) -> None:
    catalog = read(language)
    assert untranslated(catalog) == []
    assert [one.id for one in catalog if one.id and one.fuzzy] == []


@pytest.mark.parametrize("language", languages())
def test_the_compiled_catalogue_is_that_of_the_source(language: str) -> None:
    assert po_path(language).with_suffix(".mo").read_bytes() == compiled(read(language))


@pytest.mark.parametrize("language", languages())
def test_translations_keep_placeholders_and_elements(language: str) -> None:
    for message in read(language):
        if message.id:
            [original, *_], shown = texts(message.id), texts(message.string)
            for text in shown:
                assert sorted(set(PLACEHOLDER.findall(text))) == sorted(set(PLACEHOLDER.findall(original))), original
                assert sorted(TAG.findall(text)) == sorted(TAG.findall(original)), original


def texts(said: str | tuple[str, ...] | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else list(said)


def test_english_has_no_chinese_in_it() -> None:
    assert [one.string for one in read("en") if one.id and HAN.search("".join(texts(one.string)))] == []


@pytest.mark.parametrize(
    "path",
    sorted(
        path
        for path in (ROOT / "templates").rglob("*.html")
        if not any(path.is_relative_to(one) for one in NOT_FOR_READERS)
    ),
    ids=lambda path: str(path.relative_to(ROOT / "templates")),
)
def test_templates_say_nothing_past_gettext(path: Path) -> None:
    said = GETTEXT.sub("", path.read_text(encoding="utf-8"))
    assert [line.strip() for line in said.splitlines() if HAN.search(line)] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", TRANSLATED)
def test_every_term_has_a_label_in_every_language(language: str, name: str) -> None:
    labels = json.loads((SHIPPED / language / f"{name}.json").read_text(encoding="utf-8"))
    assert set(labels) == set(load_vocabulary(name).terms)
    assert [label for label in labels.values() if not label or HAN.search(label)] == []


def test_labels_are_said_in_the_language_asked_for(tmp_path: Path) -> None:
    topics = load_vocabulary("topics")
    assert (topics.label("smartphone"), topics.label("smartphone", "en")) == ("智能手机使用", "Using a smartphone")
    assert (topics.label("nonsense", "en"), topics.label("smartphone", "fr")) == ("nonsense", "智能手机使用")


def test_an_operators_labels_go_before_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "topics.json").write_text('{"smartphone": "Phones"}', encoding="utf-8")
    topics = load_vocabulary("topics", tmp_path)
    assert (topics.label("smartphone", "en"), topics.label("life", "en")) == ("Phones", "Digital life")


@pytest.mark.parametrize("text", ["[1]", "{", '"x"', "3"])
def test_a_broken_file_of_labels_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "topics.json").write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"en.topics\.json"):
        load_vocabulary("topics", tmp_path)


def test_pages_word_every_reason_of_a_report_as_reports_do() -> None:
    assert {code: str(label) for code, label in words.REPORT_REASONS.items()} == REPORT_REASONS


def test_every_reason_a_link_fails_for_has_words_for_readers() -> None:
    meanings = [*BY_FAULT.values(), *(of_status(status) for status in range(300, 600))]
    failing = {reason for meaning, reason in meanings if meaning in ("gone", "trouble")}
    assert failing | {"missing_page", "front_page"} == words.LINK_REASONS.keys()
    assert {code: str(word) for code, word in words.LINK_REASONS.items()}.items() <= LINK_REASONS.items()
