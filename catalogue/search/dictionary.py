"""The jieba dictionary: which Chinese words there are, how a run of characters falls into them, and their parts."""

import logging
import warnings
from functools import cache, lru_cache
from math import log

with warnings.catch_warnings():  # jieba's source has invalid escapes, and pkg_resources warns of its own end
    warnings.simplefilter("ignore")
    import jieba

MAX_LONE_CHARACTERS = 1

logging.getLogger("jieba").setLevel(logging.CRITICAL + 1)


@cache
def _jieba() -> jieba.Tokenizer:
    """A tokenizer of our own, read straight from the shipped dictionary (about a second).

    jieba's cache file would save half of that, but lies in a folder everybody may write and is read with marshal.
    """
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


def warm_up() -> None:
    """Load the dictionary now instead of at the first text; threads and forked processes then share it."""
    _jieba()


def cut(run: str) -> list[str]:
    """Dictionary words of a run of Han characters; what is in no word comes as single characters.

    jieba's guessing of unknown words stays off: it guesses differently in a title and in a query.
    """
    return list(_jieba().cut(run, HMM=False))


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
    frequencies, total = _jieba().FREQ, log(_jieba().total)
    best: dict[int, tuple[float, tuple[str, ...]]] = {len(word): (0.0, ())}
    for start in reversed(range(len(word))):
        ways = []
        for end in range(start + 1, len(word) + 1):
            piece = word[start:end]
            frequency = frequencies.get(piece) or (1 if len(piece) == 1 else 0)
            if frequency and piece != word:
                likelihood, rest = best[end]
                ways.append((log(frequency) - total + likelihood, (piece, *rest)))
        best[start] = max(ways)
    return best[0][1]
