"""How Chinese words sound: their pinyin without tones, its initials, and what people mix up when they type by sound."""

import re
from functools import lru_cache
from unicodedata import combining, normalize

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

Syllables = tuple[str, ...]

LONGEST_PHRASE = 8

_NEAR_STARTS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"), ("r", "l"))
_BACK_NASAL = re.compile(r"(?<=[aei])ng$")


def sound(word: str) -> Syllables:
    """Its syllables without tones (lv for 绿); the first reading of a character unless a phrase is known to differ.

    音乐学院 is not in the list of phrases, but 音乐 is, and says that 乐 is yue here.
    """
    syllables: list[str] = []
    while len(syllables) < len(word):
        syllables += _longest_phrase(word, len(syllables))
    return tuple(syllables)


def _longest_phrase(word: str, start: int) -> Syllables:
    """How the longest known phrase that begins there sounds, or else the character there."""
    for end in range(min(len(word), start + LONGEST_PHRASE), start + 1, -1):
        readings = PHRASES_DICT.get(word[start:end])
        if readings and len(readings) == end - start:
            return tuple(_toneless(reading[0]) for reading in readings)
    return (_of_character(word[start]),)


@lru_cache(maxsize=32768)
def _of_character(character: str) -> str:
    """The character itself when nobody knows how it sounds."""
    readings: str = PINYIN_DICT.get(ord(character), character)
    return _toneless(readings.partition(",")[0])


@lru_cache(maxsize=4096)
def _toneless(reading: str) -> str:
    with_v = normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(character for character in with_v if not combining(character))


@lru_cache(maxsize=2048)
def near(syllable: str) -> str:
    """The same for syllables that are mixed up in the south: zh and z, n and l, f and h, r and l, ing and in."""
    for careful, easy in _NEAR_STARTS:
        if syllable.startswith(careful):
            syllable = easy + syllable[len(careful) :]
            break
    return _BACK_NASAL.sub("n", syllable)


def initials(syllables: Syllables) -> str:
    """The first letters: rgzn for 人工智能."""
    return "".join(syllable[0] for syllable in syllables)
