"""How well the right course comes first, however the query is written, against named peers.

`python -m benchmarks.relevance [COURSES]` prints MRR@10 and recall@50 for known items in six spellings, and nDCG@10
for graded synonyms. Known items are courses with a title of their own; the clean query is its first words.
"""

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from math import log2
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from opencc import OpenCC

from benchmarks.corpus import FIRST_DAY, SEED, sources
from benchmarks.relevance_peers import Fts5, Ours, Peer, PlainWhoosh, Tantivy
from catalogue.search import pinyin
from catalogue.search.engine import Document
from catalogue.search.text import normalise, words

DEFAULT_COURSES = 12_000
ITEMS = 200
WORDS = 4
FIRST, DEEP = 10, 50
QUESTIONS = ("怎么学{}", "我想学{}", "有没有{}的课程", "请问{}难不难", "{}应该怎么入门", "哪里可以学{}")
GRADED = (
    ("电脑", "计算机"), ("网店", "电子商务"), ("电商", "电子商务"), ("AI", "人工智能"), ("程序设计", "编程"),
    ("网络安全", "信息安全"), ("老人", "老年"), ("照相", "摄影"), ("自媒体", "新媒体"), ("幻灯片", "PPT"),
    ("写代码", "编程"), ("高数", "高等数学"), ("线代", "线性代数"), ("儿童", "少儿"), ("慕课", "MOOC"),
    ("数据库", "Database"), ("女性", "妇女"), ("乡村", "农村"), ("大模型", "大语言模型"), ("VR", "虚拟现实"),
)  # fmt: skip
"""A typed word and one that means the same: titles with the typed one are worth 2, those with the other 1."""


@dataclass(frozen=True)
class Known:
    query: str
    id: str


def documents(number: int) -> list[Document]:
    found = []
    for place, course in enumerate(islice(sources().courses, number)):
        texts = {"title": course.title.strip(), "provider": course.school, "teachers": course.teacher}
        kept = {name: text for name, text in texts.items() if text}
        found.append(Document(f"{place:010d}", "resource", 1, kept, {}, FIRST_DAY))
    return found


def known_items(everything: Sequence[Document], chance: random.Random) -> list[Known]:
    """Courses whose clean query no other title holds all words of in the same way: there is one right answer."""
    clean = {one.id: _clean(one.texts["title"]) for one in everything}
    times = Counter(clean.values())
    items = [Known(query, id_) for id_, query in clean.items() if times[query] == 1 and _han(query) >= WORDS]
    return chance.sample(sorted(items, key=lambda item: item.id), ITEMS)


def _clean(title: str) -> str:
    text = normalise(title)
    found = list(islice((word for word in words(text) if len(word.text) > 1), WORDS))
    return text[found[0].start : found[-1].end] if found else ""


def _han(text: str) -> int:
    return sum("\u4e00" <= character <= "\u9fff" for character in text)


def _changed(text: str, chance: random.Random, change: Callable[[str], str]) -> str:
    """The text with one of its Chinese characters changed."""
    places = [place for place, character in enumerate(text) if change(character) != character]
    if not places:
        return text
    place = chance.choice(places)
    return text[:place] + change(text[place]) + text[place + 1 :]


def spellings(everything: Sequence[Document]) -> dict[str, Callable[[str, random.Random], str]]:
    """How the clean query may be written instead."""
    frequent = Counter(one for document in everything for one in document.texts["title"] if "\u4e00" <= one <= "\u9fff")
    alike: dict[str, list[str]] = defaultdict(list)
    for character, _times in frequent.most_common(3000):
        alike[pinyin.sound(character)[0]].append(character)

    taiwan = OpenCC("s2twp")

    def homophone(character: str) -> str:
        others = [one for one in alike[pinyin.sound(character)[0]] if one != character] if _han(character) else []
        return others[0] if others else character

    def slip(text: str, chance: random.Random) -> str:
        if chance.random() < 0.5:
            return _swapped(text, chance)
        other = chance.choice(list(islice(frequent, 800)))
        return _changed(text, chance, lambda character: other if _han(character) else character)

    return {
        "clean": lambda text, chance: text,
        "typo": slip,
        "homophone": lambda text, chance: _changed(text, chance, homophone),
        "pinyin": lambda text, chance: "".join(pinyin.sound(text)),
        "Traditional": lambda text, chance: taiwan.convert(text),
        "question": lambda text, chance: chance.choice(QUESTIONS).format(text),
    }


def _swapped(text: str, chance: random.Random) -> str:
    places = [place for place in range(len(text) - 1) if _han(text[place : place + 2]) == 2]
    if not places:
        return text
    place = chance.choice(places)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def reciprocal_rank(found: Sequence[str], wanted: str) -> float:
    return 1 / (found.index(wanted) + 1) if wanted in found[:FIRST] else 0.0


def gain(found: Sequence[str], grades: dict[str, int]) -> float:
    """nDCG@10."""
    ideal = sorted(grades.values(), reverse=True)[:FIRST]
    return _discounted(grades.get(id_, 0) for id_ in found[:FIRST]) / _discounted(ideal)


def _discounted(grades: Iterator[int] | Sequence[int]) -> float:
    return sum(grade / log2(place + 2) for place, grade in enumerate(grades))


def grades_of(everything: Sequence[Document], typed: str, other: str) -> dict[str, int]:
    found = {}
    for document in everything:
        title = document.texts["title"].casefold()
        if grade := 2 if typed.casefold() in title else 1 if other.casefold() in title else 0:
            found[document.id] = grade
    return found


def main(number: int) -> None:
    everything = documents(number)
    items = known_items(everything, random.Random(SEED))
    peers: list[Peer] = [Ours(), PlainWhoosh(), Fts5(), Tantivy()]
    with TemporaryDirectory() as folder:
        for peer in peers:
            (place := Path(folder) / type(peer).__name__).mkdir()
            peer.index(everything, place)
        print(f"{len(everything)} courses, {len(items)} known items; MRR@{FIRST} / recall@{DEEP}")
        for name, spelling in spellings(everything).items():
            print(f"{name:12}", *(f"{peer.name}: {_known(peer, items, spelling)}" for peer in peers), sep="   ")
        print(f"{'synonyms':12}", *(f"{peer.name}: {_graded(peer, everything):.3f}" for peer in peers), sep="   ")


def _known(peer: Peer, items: Sequence[Known], spelling: Callable[[str, random.Random], str]) -> str:
    chance = random.Random(SEED + 1)
    answers = [(peer.search(spelling(item.query, chance), DEEP), item.id) for item in items]
    ranks = mean(reciprocal_rank(found, wanted) for found, wanted in answers)
    return f"{ranks:.3f} / {mean(wanted in found for found, wanted in answers):.3f}"


def _graded(peer: Peer, everything: Sequence[Document]) -> float:
    """Mean nDCG@10 over the pairs that have something to find."""
    grades = map(partial(grades_of, everything), *zip(*GRADED, strict=True))
    pairs = [(typed, graded) for (typed, _other), graded in zip(GRADED, grades, strict=True) if graded]
    return mean(gain(peer.search(typed, DEEP), graded) for typed, graded in pairs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_COURSES)
