"""The dictionary: which Chinese words there are, how a run of characters falls into them, and their parts.

jieba's own dictionary, and over it the field dictionary of this site (data/dictionary.txt).
"""

import logging
import re
import warnings
from collections.abc import Iterator
from functools import cache, lru_cache
from math import inf, log

with warnings.catch_warnings():  # jieba's source has invalid escapes, and pkg_resources warns of its own end
    warnings.simplefilter("ignore")
    import jieba

from catalogue.search import traditional, word_lists

LIST = "dictionary.txt"
MAX_LONE_CHARACTERS = 1
FIELD_FREQUENCY = 500
"""How often field words count as seen, at least; so that 安义县 is 安义 and 县, not 安 and 义县."""
_HAN_WORD = re.compile(r"[〇々\u3400-\u9fff\U00020000-\U000323af]{2,12}")
_CUTTABLE = re.compile("[\u4e00-\u9fd5]+|.")
"""What jieba cuts; each character outside is a word by itself."""

logging.getLogger("jieba").setLevel(logging.CRITICAL + 1)


def tokenizer() -> jieba.Tokenizer:
    """A jieba tokenizer with our words in it, read straight from the shipped dictionary (about a second).

    jieba's cache file would save half of that, but lies in a folder everybody may write and is read with marshal.
    """
    made = jieba.Tokenizer()
    made.FREQ, made.total = made.gen_pfdict(made.get_dict_file())
    made.initialized = True
    for word in (*field_words(), *mainland()):
        made.add_word(word, max(FIELD_FREQUENCY, made.suggest_freq(word)))
    return made


def field_words() -> list[str]:
    """The words of the field dictionary. Raises WordListError for what is no Chinese word."""
    words = word_lists.listed(LIST)
    for word in words:
        if not _HAN_WORD.fullmatch(word):
            raise word_lists.WordListError(f"{LIST}: {word!r} is not a word of 2 to 12 Chinese characters")
    return words


@cache
def mainland() -> dict[str, str]:
    """Words of Taiwan by ours, see traditional.mainland_words."""
    return traditional.mainland_words()


def fingerprint() -> str:
    """Differs when other words would be cut."""
    return word_lists.fingerprint(LIST, traditional.LIST)


def warm_up() -> None:
    """Load the dictionary now instead of at the first text; threads and forked processes then share it."""
    _likelihoods()


def forget() -> None:
    """Read the lists again at the next text; for an installation with lists of its own."""
    for cached in (_likelihoods, mainland, cut, split):
        cached.cache_clear()


def knows(word: str) -> bool:
    """Whether a text would be cut at this word: it is in the dictionary."""
    return bool(_likelihoods()[0].get(word))


@cache
def _likelihoods() -> tuple[dict[str, float], float]:
    """The logarithm of how likely each word is, 0 for what only begins a word; and that of an unknown character."""
    read = tokenizer()
    frequencies, total = read.FREQ, log(read.total)
    return {word: log(count) - total if count else 0.0 for word, count in frequencies.items()}, -total


@lru_cache(maxsize=65536)
def cut(run: str) -> tuple[str, ...]:
    """Dictionary words of a run of Han characters; what is in no word comes as single characters.

    The words jieba gives with its guessing of unknown ones switched off (it guesses differently in a title and in a
    query), found by the same rule several times as fast.
    """
    return tuple(word for part in _CUTTABLE.findall(run) for word in _most_likely(part))


def _most_likely(run: str) -> Iterator[str]:
    """The words that are likeliest together, found from the end; of equally likely ones the longer."""
    likelihoods, unknown = _likelihoods()
    likelihood_of, size = likelihoods.get, len(run)
    best, ends = [0.0] * (size + 1), [0] * size
    for start in range(size - 1, -1, -1):
        top, chosen, end = -inf, 0, start + 1
        likelihood = likelihood_of(run[start])
        while likelihood is not None:
            if likelihood and likelihood + best[end] >= top:
                top, chosen = likelihood + best[end], end
            if end == size:
                break
            end += 1
            likelihood = likelihood_of(run[start:end])
        best[start], ends[start] = (top, chosen) if chosen else (unknown + best[start + 1], start + 1)
    start = 0
    while start < size:
        yield run[start : ends[start]]
        start = ends[start]


@lru_cache(maxsize=65536)
def split(word: str) -> tuple[str, ...]:
    """The likeliest dictionary words a longer word is made of, or () when it is not: 智能手机 -> 智能, 手机.

    One lone character is let through (图书馆 -> 图书, 馆); more of them say the word is not a compound.
    """
    if len(word) < 3:
        return ()
    pieces = _likeliest(word)
    lone = sum(len(piece) == 1 for piece in pieces)
    return pieces if lone <= MAX_LONE_CHARACTERS else ()


def _likeliest(word: str) -> tuple[str, ...]:
    """The most probable way to lay shorter words end to end over the word."""
    likelihoods, unknown = _likelihoods()
    best: dict[int, tuple[float, tuple[str, ...]]] = {len(word): (0.0, ())}
    for start in reversed(range(len(word))):
        ways = []
        for end in range(start + 1, len(word) + 1):
            piece = word[start:end]
            likelihood = likelihoods.get(piece) or (unknown if len(piece) == 1 else 0.0)
            if likelihood and piece != word:
                others, rest = best[end]
                ways.append((likelihood + others, (piece, *rest)))
        best[start] = max(ways)
    return best[0][1]
