"""Turns text into the terms every engine indexes and every query asks for.

The order matters: Unicode is normalised, Traditional characters become Simplified, letters and digits are parted from
Han text (C语言 is C and 语言, whatever the dictionary holds), Han text is cut into words, Taiwan's words give way to
ours, then all is lower-cased. A word also gives the words that tile
it (智能手机 gives 智能 and 手机, never 能手). Positions count tiles, so neighbours differ by one whether a text
says 智能手机 or 手机, and a part stands where it is within its word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category, is_normalized, normalize

from catalogue.domain.text.characters import simplified
from catalogue.search import dictionary

ANALYSER = "zh-2"
"""Raise the number whenever the same text would give other terms, the dictionary being the same."""

MAX_TERM_LENGTH = 64

_HAN = "〇々\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_PIECE = rf"[^\W_{_HAN}]+(?:\+\+\d*|#)?"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<latin>{_PIECE}(?:[.\-_']{_PIECE})*)")
_HAN_PIECE = re.compile(rf"[{_HAN}]")
_ALL_HAN = re.compile(rf"[{_HAN}]+")
_HYPHEN = re.compile(r"[\-_']")
_JOINER = re.compile(r"[.\-_']")
_TILE = re.compile(r"[^\W\d_]+(?:\+\+|#)?|\d+")


@dataclass(frozen=True)
class Part:
    """A word within a word; `offset` counts tiles from the start of the whole."""

    text: str
    offset: int


@dataclass(frozen=True)
class Shape:
    """What a word consists of, wherever it stands.

    `width` is how many positions it takes, `parts` every word inside it, `tiles` the smallest of them when
    together they make up the whole word: 图书馆 holds 图书, but nothing findable stands for 馆, so it has no tiles.
    """

    width: int = 1
    parts: tuple[Part, ...] = ()
    tiles: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Word:
    """A word of a normalised text: from character `start` up to `end`, its first tile at `position`."""

    text: str
    start: int
    end: int
    position: int
    shape: Shape


def analyser() -> str:
    """Recorded in every index: another one would give the same text other terms."""
    return f"{ANALYSER}-{dictionary.fingerprint()}"


def normalise(text: str) -> str:
    """NFKC (full width becomes half width), Simplified characters, control characters as blanks.

    Invisible characters and lone surrogates are gone.
    """
    if not is_normalized("NFKC", text):
        text = normalize("NFKC", text)
    if not text.isprintable():
        text = text.replace("\n", " ")  # the one such character that is frequent
    if not text.isprintable():
        text = "".join(map(_visible, text))
    return text if text.isascii() else simplified(text)


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return "" if category(character) in ("Cf", "Cs") else " "


def words(text: str) -> Iterator[Word]:
    """The words of a normalised text in order."""
    position = 0
    for run in _RUN.finditer(text):
        start = run.start()
        for piece in dictionary.cut(run.group()) if run["han"] else (run.group(),):
            text_of_word, shape = reading(piece)
            yield Word(text_of_word, start, start + len(piece), position, shape)
            start += len(piece)
            position += shape.width


def pieces(text: str) -> list[str]:
    """What `words` gives, as it is written in the normalised text."""
    found: list[str] = []
    for han, latin in _RUN.findall(text):
        found += dictionary.cut(han) if han else (latin,)
    return found


def reading(piece: str) -> tuple[str, Shape]:
    """The word a piece of a text stands for, and what it consists of."""
    if not _HAN_PIECE.match(piece):
        return _latin(piece)
    word = dictionary.mainland().get(piece, piece)
    return word, _han_shape(word)


def is_han(text: str) -> bool:
    return _ALL_HAN.fullmatch(text) is not None


def width(word: str) -> int:
    """How many positions a term of Han characters takes, or the smallest part of another word."""
    return _han_shape(word).width if is_han(word) else 1


def terms(text: str) -> Iterator[tuple[str, int]]:
    """Every term of a text with its position: each word, and each part of it."""
    for word in words(normalise(text)):
        yield word.text, word.position
        for part in word.shape.parts:
            yield part.text, word.position + part.offset


@lru_cache(maxsize=65536)
def _han_shape(word: str) -> Shape:
    pieces = dictionary.split(word)
    if not pieces:
        return Shape()
    width, parts, tiles = 0, [], []
    for piece in pieces:
        inner = _han_shape(piece)
        if len(piece) > 1:
            parts += [Part(piece, width), *_moved(inner.parts, width)]
            tiles += _moved(inner.tiles, width) or [Part(piece, width)]
        width += inner.width
    complete = all(len(piece) > 1 for piece in pieces)
    return Shape(width, tuple(parts), tuple(tiles) if complete else ())


def forget() -> None:
    """Cut words anew, the dictionary being another one."""
    _han_shape.cache_clear()


def _moved(parts: tuple[Part, ...], offset: int) -> list[Part]:
    return [Part(part.text, part.offset + offset) for part in parts]


@lru_cache(maxsize=16384)
def _latin(piece: str) -> tuple[str, Shape]:
    """A word of letters and digits: hyphens drop out (CET-4 is CET4), its parts are cet and 4."""
    lowered = piece.lower()
    tiles = [tile for section in _JOINER.split(lowered) for tile in _latin_tiles(section)]
    parts = tuple(Part(tile[:MAX_TERM_LENGTH], offset) for offset, tile in enumerate(tiles))
    shape = Shape(len(tiles), parts, parts) if len(tiles) > 1 else Shape()
    return _HYPHEN.sub("", lowered)[:MAX_TERM_LENGTH], shape


def _latin_tiles(section: str) -> list[str]:
    """Letters and digits apart (Office2019), but 5G, 3D and B2B stay whole: one letter is no word."""
    tiles: list[str] = _TILE.findall(section)
    return [section] if any(len(tile) == 1 and tile.isalpha() for tile in tiles) else tiles
