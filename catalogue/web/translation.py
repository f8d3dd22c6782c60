"""The words of the interface in the reader's language; a message is named by its Chinese words (see make messages).

Chinese pages, which are most, say the messages themselves and ask no catalogue.
"""

from dataclasses import dataclass
from typing import Any

import flask_babel
from flask import Flask
from markupsafe import Markup, escape

from catalogue.languages import language

_HAN = range(0x3400, 0xA000)


def gettext(message: str, **values: object) -> str:
    """`_` of the code."""
    words = message if language().chinese else str(flask_babel.gettext(message))
    return words % values if values else words


def said(message: str, **values: object) -> Markup:
    """`_` of the templates: values are escaped, the message may hold tags."""
    words = Markup(gettext(message))  # noqa: S704  messages stand in templates, values are escaped below  # nosec B704
    return words % values if "%" in words else words


@dataclass(frozen=True)
class Later:
    """A message named before any reader is known, said when it is shown."""

    message: str

    def __str__(self) -> str:
        return gettext(self.message)

    def __html__(self) -> Markup:
        return escape(str(self))


def lazy_gettext(message: str) -> Any:
    """`_l` of the code: typed as anything, for it stands wherever the words themselves could."""
    return Later(message)


def counted(message: str, number: float, shown: str = "") -> str:
    """A message about `%(number)s` things, of which Chinese has one form. `shown` stands for the number, as 3–4."""
    words = shown or f"{number:g}"
    if language().chinese:
        return message % {"number": words}
    whole = int(number) if number == int(number) else 2  # no plural rule knows fractions; they count as several
    return str(flask_babel.ngettext(message, message, whole, number=words))


def counted_later(message: str) -> str:
    """Marks a message for the catalogues that `counted` will translate when it is shown."""
    return message


def joined(words: list[str]) -> str:
    """The words of a list with the separator of the language: 、 or a comma."""
    return gettext("、").join(words)


def lang_of(text: str) -> Markup:
    """The lang attribute of Chinese content on a page in another language: screen readers change their voice."""
    foreign = not language().chinese and any(ord(character) in _HAN for character in text)
    return Markup(' lang="zh"') if foreign else Markup("")


def in_its_language(text: str) -> Markup:
    """Content within a sentence, marked as Chinese where the sentence is not."""
    lang = lang_of(text)
    return Markup("<span{}>{}</span>").format(lang, text) if lang else escape(text)


FILTERS = {"in_its_language": in_its_language, "joined": joined, "lang_of": lang_of}


def init_translation(app: Flask) -> None:
    """Let the blocks of templates (trans) ask the same way; must come after Flask-Babel, which lets them ask itself."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, flask_babel.ngettext, newstyle=True, pgettext=flask_babel.pgettext, npgettext=flask_babel.npgettext
    )
    app.jinja_env.globals["_"] = said
