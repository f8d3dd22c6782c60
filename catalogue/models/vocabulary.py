"""Vocabularies: the stable codes rows store, with their Chinese labels, parents and other names.

The shipped files in catalogue/vocabularies/ are defaults; a file of the same name in instance/vocabularies/ adds
terms or overrides them by code, and so survives an upgrade. Codes are never renamed, only deprecated. Labels in other
languages stand in a folder named after the language: en/topics.json holds the English labels by code.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

SHIPPED = Path(__file__).parent.parent / "vocabularies"
TRANSLATED = ("en",)
NAMES = (
    "topics",
    "audiences",
    "levels",
    "kinds",
    "languages",
    "accessibility",
    "institution_kinds",
    "regions",
    "providers",
)


class VocabularyError(Exception):
    """A vocabulary file that cannot be used; the message names the file and the term."""


@dataclass(frozen=True)
class Term:
    """`aliases` are other words sources use for it; `replaced_by` is the code that took over a deprecated one."""

    code: str
    label: str
    parent: str = ""
    aliases: tuple[str, ...] = ()
    replaced_by: str = ""


def _fold(word: str) -> str:
    return normalize("NFKC", word).strip().casefold()


class Vocabulary:
    """The terms of one vocabulary in their order, found by code or by any of their words."""

    def __init__(self, terms: Iterable[Term], labels: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """`labels` are those in other languages: by language, then by code."""
        self._labels = labels or {}
        self.terms: Mapping[str, Term] = {term.code: term for term in terms}
        self._codes = {_fold(word): term.code for term in self.terms.values() for word in (*term.aliases, term.label)}
        self._codes.update({_fold(code): code for code in self.terms})

    def __contains__(self, code: str) -> bool:
        return code in self.terms

    def label(self, code: str, language: str = "zh") -> str:
        """The label, in Chinese when the language has none for it, or the code itself when it is unknown."""
        return self._labels.get(language, {}).get(code) or (self.terms[code].label if code in self.terms else code)

    def parent(self, code: str) -> str:
        return self.terms[code].parent if code in self.terms else ""

    def children(self, code: str) -> list[Term]:
        """The terms right below a code; of the empty code, the top ones."""
        return [term for term in self.terms.values() if term.parent == code]

    def with_ancestors(self, codes: Iterable[str]) -> list[str]:
        """The codes and everything above them, each once, lower ones first."""
        found: dict[str, None] = {}
        for code in codes:
            while code and code not in found:
                found[code] = None
                code = self.parent(code)
        return list(found)

    def code_for(self, word: str) -> str:
        """The code a source's word stands for, following replacements; empty when it is not known."""
        code = self._codes.get(_fold(word), "")
        return self.terms[code].replaced_by or code if code else ""

    def codes_for(self, words: Iterable[str]) -> list[str]:
        """The codes of those words that are known, each once, in their order."""
        return list(dict.fromkeys(code for word in words if (code := self.code_for(word))))


def _read(path: Path) -> list[Term]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [Term(**{**row, "aliases": tuple(row.get("aliases", ()))}) for row in rows]
    except (OSError, ValueError, TypeError) as error:
        raise VocabularyError(f"{path}: {error}") from error


def _labels(name: str, language: str, folders: Iterable[Path]) -> dict[str, str]:
    """The labels of one vocabulary in a language by code, those of later folders over those of earlier ones."""
    labels: dict[str, str] = {}
    for path in (folder / language / f"{name}.json" for folder in folders):
        try:
            labels.update(json.loads(path.read_text(encoding="utf-8")) if path.exists() else {})
        except (OSError, ValueError, TypeError) as error:
            raise VocabularyError(f"{path}: {error}") from error
    return labels


def load_vocabulary(name: str, overrides: Path | None = None) -> Vocabulary:
    """Read one vocabulary, what stands in `overrides` over what is shipped. Raises VocabularyError."""
    folders = (SHIPPED, overrides) if overrides else (SHIPPED,)
    terms = {term.code: term for term in _read(SHIPPED / f"{name}.json")}
    if overrides is not None and (own := overrides / f"{name}.json").exists():
        terms.update({term.code: term for term in _read(own)})
    for term in terms.values():
        for code in (term.parent, term.replaced_by):
            if code and code not in terms:
                raise VocabularyError(f"{name}: {term.code} points to the unknown code {code}")
    return Vocabulary(terms.values(), {language: _labels(name, language, folders) for language in TRANSLATED})


_loaded: dict[str, Vocabulary] = {}


def load_vocabularies(overrides: Path | None = None) -> None:
    """Load all of them; create_app calls this once, with instance/vocabularies."""
    _loaded.update({name: load_vocabulary(name, overrides) for name in NAMES})


def vocabulary(name: str) -> Vocabulary:
    """One loaded vocabulary; the shipped one when nothing was loaded yet."""
    if name not in _loaded:
        _loaded[name] = load_vocabulary(name)
    return _loaded[name]
