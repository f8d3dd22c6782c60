"""The words of the interface in the reader's language; a message is named by its Chinese words (see make messages)."""

from flask_babel import gettext, ngettext
from markupsafe import Markup, escape

from catalogue.languages import language

_HAN = range(0x3400, 0xA000)


def said(message: str, **values: object) -> Markup:
    """`_` of the templates: Chinese pages, which are most, say the messages themselves and ask no catalogue."""
    words = Markup(message if language().chinese else gettext(message))
    return words % values if "%" in words else words


def counted(message: str, number: float, shown: str = "") -> str:
    """A message about `%(number)s` things, of which Chinese has one form. `shown` stands for the number, as 3–4."""
    words = shown or f"{number:g}"
    if language().chinese:
        return message % {"number": words}
    whole = int(number) if number == int(number) else 2  # no plural rule knows fractions; they count as several
    return str(ngettext(message, message, whole, number=words))


def counted_later(message: str) -> str:
    """Marks a message for the catalogues that `counted` will translate when it is shown."""
    return message


def joined(words: list[str]) -> str:
    """The words of a list with the separator of the language: 、 or a comma."""
    return ("、" if language().chinese else str(gettext("、"))).join(words)


def lang_of(text: str) -> Markup:
    """The lang attribute of Chinese content on a page in another language: screen readers change their voice."""
    foreign = not language().chinese and any(ord(character) in _HAN for character in text)
    return Markup(' lang="zh"') if foreign else Markup("")


def in_its_language(text: str) -> Markup:
    """Content within a sentence, marked as Chinese where the sentence is not."""
    lang = lang_of(text)
    return Markup("<span{}>{}</span>").format(lang, text) if lang else escape(text)


FILTERS = {"in_its_language": in_its_language, "joined": joined, "lang_of": lang_of}
