"""The languages of the interface: where the pages of each stand, and which one a request speaks."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """`tag` is its BCP 47 tag, `prefix` what its addresses begin with, `name` what its speakers call it.

    `chinese` says whether it is the language of the catalogue's content, in whichever characters.
    """

    tag: str
    prefix: str
    name: str
    locale: str
    chinese: bool = True


SIMPLIFIED = Language("zh-Hans", "", "简体中文", "zh_CN")
TRADITIONAL = Language("zh-Hant", "/zh-hant", "繁體中文", "zh_TW")
ENGLISH = Language("en", "/en", "English", "en_US", chinese=False)
LANGUAGES = (SIMPLIFIED, TRADITIONAL, ENGLISH)

_spoken: ContextVar[Language] = ContextVar("spoken", default=SIMPLIFIED)

_FOR_MACHINES = r"/(?:api|static|covers|feeds|healthz|readyz|oai)(?:/|$)|(?!.*/qr\.svg$).*\.[^/]*$"
_FOR_WORK = r"/(?:account|portal|review|curate|admin)(?:/|$)"
_WITHOUT_LANGUAGES = re.compile(f"{_FOR_MACHINES}|{_FOR_WORK}")


def is_page(path: str) -> bool:
    """Whether a path is a page for learners, in every language.

    Machines' folders and files speak none, but for QR codes of pages; those who work with the catalogue speak Chinese.
    """
    return not _WITHOUT_LANGUAGES.match(path)


def language() -> Language:
    """The language of the current request; Simplified Chinese outside of one."""
    return _spoken.get()


@contextmanager
def speaking(wanted: Language) -> Iterator[None]:
    """Answer in this language until the end of the block."""
    token = _spoken.set(wanted)
    try:
        yield
    finally:
        _spoken.reset(token)


def in_language(path: str, wanted: Language | None = None) -> str:
    """A path without a prefix as it stands in a language, by default the current one."""
    return (wanted or language()).prefix + path if is_page(path) else path


def split_prefix(path: str) -> tuple[Language, str]:
    """The language a path begins with, and the rest; Simplified Chinese has no prefix."""
    for candidate in LANGUAGES[1:]:
        if path == candidate.prefix or path.startswith(f"{candidate.prefix}/"):
            return candidate, path.removeprefix(candidate.prefix)
    return SIMPLIFIED, path
