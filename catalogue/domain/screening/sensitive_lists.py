"""Lists of sensitive words that an installation fills: instance/vocabularies/sensitive/*.txt, one word a line.

A file's name is its list's; `#` begins a comment. Nothing is shipped. Edited lists are read anew with the next batch.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from catalogue.domain.text.folding import as_screened, visible
from catalogue.models.vocabulary import VocabularyError

SENSITIVE = "sensitive"
"""The folder of the lists below instance/vocabularies."""
SHORTEST, LONGEST = 2, 60
"""Characters of a word: a single one stands in every other sentence."""
MOST_WORDS = 200_000
MOST_BYTES = 10 * 1024 * 1024

log = logging.getLogger(__name__)
_folder: list[Path] = []


@dataclass(frozen=True)
class Hit:
    """A word of a list in a text."""

    start: int
    end: int
    list_name: str


class SensitiveWords:
    """Words found by their first two characters, then by their length, so that no list makes a text slow."""

    def __init__(self, lists: Iterable[tuple[str, Iterable[str]]] = ()) -> None:
        """Takes names of lists with their words."""
        self._list_of: dict[str, str] = {}
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for name, words in lists:
            for word in map(_folded, words):
                self._list_of.setdefault(word, name)
                lengths[word[:SHORTEST]].add(len(word))
        self._lengths = {head: sorted(of_head, reverse=True) for head, of_head in lengths.items()}

    def __len__(self) -> int:
        return len(self._list_of)

    def hits(self, text: str) -> Iterator[Hit]:
        """Where a word stands, from left to right, the longest one that begins there."""
        if not self._lengths:
            return
        for start in range(len(text) - SHORTEST + 1):
            for length in self._lengths.get(text[start : start + SHORTEST], ()):
                word = text[start : start + length]
                if word in self._list_of:
                    yield Hit(start, start + length, self._list_of[word])
                    break


def use_sensitive_lists(folder: Path) -> None:
    """Read the lists from this folder from now on; it need not exist."""
    _folder[:] = [folder]


def sensitive_words() -> SensitiveWords:
    """The installation's words as they are now. A file that cannot be used is logged and left out."""
    stamps = tuple((path, path.stat().st_mtime_ns) for path in _files())
    return _words(stamps)


def _files() -> list[Path]:
    return [path for folder in _folder for path in sorted(folder.glob("*.txt")) if path.is_file()]


@lru_cache(maxsize=2)
def _words(stamps: tuple[tuple[Path, int], ...]) -> SensitiveWords:
    return SensitiveWords(_readable([path for path, _changed in stamps]))


def _readable(paths: Iterable[Path]) -> Iterator[tuple[str, list[str]]]:
    for path in paths:
        try:
            yield path.stem, read_list(path)
        except VocabularyError as error:
            log.error("a list of sensitive words is left out: %s", error)


def read_list(path: Path) -> list[str]:
    """The words of one file. Raises VocabularyError, naming the file and the line."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise VocabularyError(f"{path}: 文件超过 {MOST_BYTES // 1024 // 1024} MB")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise VocabularyError(f"{path}: 须是 UTF-8 编码的文本（{error}）") from error
    words = [(number, word) for number, line in enumerate(lines, 1) if (word := line.partition("#")[0].strip())]
    if len(words) > MOST_WORDS:
        raise VocabularyError(f"{path}: 超过 {MOST_WORDS} 个词")
    for number, word in words:
        if not SHORTEST <= len(_folded(word)) <= LONGEST:
            raise VocabularyError(f"{path}:{number}: 每个词应有 {SHORTEST} 到 {LONGEST} 个字，“{word[:20]}”不是")
    return [word for _number, word in words]


def _folded(word: str) -> str:
    return as_screened(visible(word))
