"""Loads what search knows of the language, an installation's own lists included."""

from pathlib import Path

from catalogue.search import (
    dictionary,
    golden,
    highlight,
    relaxing,
    synonyms,
    text,
    traditional,
    understanding,
    word_lists,
)

_loaded: dict[str, str] = {}


def load_language(additions: Path) -> None:
    """Read lists in this folder over the shipped ones, and check them all. Raises WordListError.

    create_app calls it. Nothing is segmented yet: the big dictionary loads at the first text, or at `warm_up`.
    """
    word_lists.add_from(additions)
    dictionary.field_words()
    traditional.mainland_words()
    synonyms.check()
    word_lists.listed(relaxing.LIST)
    golden.golden_queries()
    if (fingerprint := _fingerprint()) != _loaded.get("lists"):
        _loaded["lists"] = fingerprint
        dictionary.forget()
        text.forget()
        synonyms.forget()
        understanding.forget()
        highlight.forget()
        relaxing.stopwords.cache_clear()


def _fingerprint() -> str:
    return word_lists.fingerprint(dictionary.LIST, traditional.LIST, synonyms.LIST, relaxing.LIST)
