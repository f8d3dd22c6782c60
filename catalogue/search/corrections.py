"""What somebody may have meant: the likeliest words of the index that sound or look like what was typed.

A noisy channel: each stretch of the text may stand for a word of the index, at the cost of how rare the word is and of
how unlikely the slip; the cheapest way to cover the text wins (Kernighan, Church and Gale, "A Spelling Correction
Program Based on a Noisy Channel Model", 1990).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice, takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.search import dictionary, pinyin
from catalogue.search.lexicon import LONGEST_WORD, Lexicon, gaps
from catalogue.search.query import parse
from catalogue.search.text import normalise, words

MOST = 3
"""Corrections that are worth a search of their own."""
MAX_CHARACTERS = 100
"""A longer text is a sentence somebody copied, not a query with a slip."""

SAME_SOUND = 4.0  # 只能 for 智能: by far the usual slip, for nearly everybody types pinyin
NEAR_SOUND = 6.0  # 支能 for 智能 where n and l, or z and zh, are not told apart
OTHER_ORDER = 5.0  # 机手 for 手机
OTHER_CHARACTER = 7.0  # 办工软件 for 办公软件 by shape or by a slip of the finger
LONE_CHARACTER = 4.0  # text falling into single characters says that it was not understood
ENGLISH = 2.0  # Python in Pythonrumen; letters that are pinyin as a whole are that
FEWEST_INITIALS = 3  # two letters are the initials of hundreds of words
LONGEST_SPELLING = 6 * LONGEST_WORD  # letters of a word: a syllable has six at most
SAME_KEY = 5
"""Words looked at that share a sound; they are sorted, so these are the frequent ones."""

LETTERS_PER_SLIP = 4
"""One slip in a word of four letters, two in one of eight."""

Way = tuple[float, tuple[str, ...]]
Options = Callable[[str], Iterable[tuple[str, float]]]

_TOKEN = re.compile(
    r"[〇々\u3400-\u9fff\U00020000-\U000323af]+|[A-Za-z][A-Za-z0-9+#.'\-]*|[^〇々\u3400-\u9fffA-Za-z]+|."
)


def corrections(text: str, lexicon: Lexicon) -> list[str]:
    """Texts that somebody more likely meant, the likeliest first; none when what was typed is likeliest itself."""
    typed = normalise(text).strip()
    if not typed or len(typed) > MAX_CHARACTERS or any(wish.quoted for wish in parse(text).wanted):
        return []
    ways: list[Way] = [(0.0, ())]
    for token in _TOKEN.findall(typed):
        ways = _best((cost + more, (*done, word)) for cost, done in ways for more, word in _token_ways(token, lexicon))
    likeliest = dict.fromkeys("".join(done) for _cost, done in ways)
    return list(takewhile(lambda other: other.casefold() != typed.casefold(), likeliest))[:MOST]


def _token_ways(token: str, lexicon: Lexicon) -> list[tuple[float, str]]:
    if token[0] >= "\u3005":
        ways = _covered(token, LONGEST_WORD, partial(_han_options, lexicon=lexicon))
        return [(cost, "".join(words)) for cost, words in ways] or [(0.0, token)]
    if token[0].isascii() and token[0].isalpha() and not _is_known(token, lexicon):
        return list(_letter_ways(token, lexicon)) or [(0.0, token)]
    return [(0.0, token)]


def _is_known(token: str, lexicon: Lexicon) -> bool:
    return all(word.text in lexicon.documents for word in words(token))


def _covered(text: str, longest: int, options: Options) -> list[Way]:
    """The cheapest ways to lay words end to end over the text."""
    ways: list[list[Way]] = [[(0.0, ())], *([] for _ in text)]
    for end in range(1, len(text) + 1):
        found = []
        for start in range(max(0, end - longest), end):
            if before := ways[start]:
                for word, cost in options(text[start:end]):
                    found += [(past + cost, (*done, word)) for past, done in before]
        ways[end] = _best(found)
    return ways[-1]


def _best(ways: Iterable[Way]) -> list[Way]:
    """The cheapest few, each text once."""
    cheapest: dict[str, Way] = {}
    for way in sorted(ways):
        cheapest.setdefault("".join(way[1]), way)
    return list(islice(cheapest.values(), MOST + 1))


def _han_options(piece: str, *, lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    """Words the characters may stand for, themselves first."""
    if piece in lexicon.documents or len(piece) == 1 or dictionary.knows(piece):
        yield piece, lexicon.cost(piece) + (LONE_CHARACTER if len(piece) == 1 else 0.0)
    if len(piece) == 1:
        return
    sound = pinyin.sound(piece)
    for word in lexicon.by_near_sound.get(" ".join(map(pinyin.near, sound)), [])[:SAME_KEY]:
        if word != piece:
            yield word, lexicon.cost(word) + (SAME_SOUND if lexicon.sounds[word] == sound else NEAR_SOUND)
    for word in lexicon.by_characters.get("".join(sorted(piece)), [])[:SAME_KEY]:
        if word != piece:
            yield word, lexicon.cost(word) + OTHER_ORDER
    if len(piece) > 2:
        for word in {word for gap in gaps(piece) for word in lexicon.by_gap.get(gap, [])[:SAME_KEY]} - {piece}:
            yield word, lexicon.cost(word) + OTHER_CHARACTER


def _letter_ways(token: str, lexicon: Lexicon) -> Iterator[tuple[float, str]]:
    """Letters the index does not know: pinyin, its initials, or a word with a slip."""
    spelled = _spelled(token, lexicon.by_spelling, lexicon)
    if not spelled and len(token) >= FEWEST_INITIALS:
        spelled = _spelled(token, lexicon.by_initials, lexicon)
    yield from spelled
    yield from _slips(token.lower(), lexicon)


def _spelled(token: str, by_letters: Mapping[str, list[str]], lexicon: Lexicon) -> list[tuple[float, str]]:
    """The words that the letters spell, one after the other, English words of the index among them: Pythonrumen."""

    def options(piece: str) -> Iterator[tuple[str, float]]:
        lowered = piece.lower()
        for word in by_letters.get(lowered, [])[:SAME_KEY]:
            yield word, lexicon.cost(word) + (LONE_CHARACTER if len(word) == 1 else 0.0)
        if lowered in lexicon.documents and _is_english(piece):
            yield piece, lexicon.cost(lowered) + ENGLISH
        if len(piece) == 1 and not piece.isalnum():
            yield piece, 0.0

    ways = _covered(token, LONGEST_SPELLING, options)
    return [(cost, "".join(words)) for cost, words in ways if "".join(words) != token]


def _is_english(piece: str) -> bool:
    """Two letters and more, or one where case says that it stands by itself; digits as they are."""
    return len(piece) > 1 or piece.isupper() or piece.isdigit()


def _slips(token: str, lexicon: Lexicon) -> Iterator[tuple[float, str]]:
    """Words of letters that few slips away are the typed one."""
    most = len(token) // LETTERS_PER_SLIP
    if not most:
        return
    near = process.extract(token, lexicon.latin, scorer=OSA.distance, score_cutoff=most, limit=MOST)
    for word, slips, _place in near:
        yield lexicon.cost(word) + SAME_SOUND * slips, word
