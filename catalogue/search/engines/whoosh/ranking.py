"""Which documents a query finds, and how well each fits: BM25F over the texts of a document.

BM25F adds up how often a word stands in each text, every text with its own weight and measured against its length,
and only then lets repetition saturate: Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, log

from catalogue.search.engine import TEXTS
from catalogue.search.engines.whoosh.snapshot import Snapshot
from catalogue.search.query import Phrase, Wish, Wishes

TEXT_WEIGHTS = {"title": 8.0, "topics": 3.0, "teachers": 3.0, "provider": 2.0, "summary": 1.5, "body": 1.0}
"""A word in the title says what a thing is about; one in a long body may be there by chance."""

LENGTH_MATTERS = 0.6  # b of BM25: 0 ignores how long a text is, 1 divides by it; titles differ little in length
SATURATION = 4.0  # k1 of BM25, on the scale of the weights above: one title hit is not drowned by a chatty body
PARTS_WEIGHT = 0.7  # 智能 and 手机 somewhere are worth less than 智能手机
PHRASE_WEIGHT = 1.3  # words standing together say more than the same words apart
ALTERNATIVE_WEIGHT = 0.8  # a synonym fits nearly as well as the word that was typed
FAVOUR_WEIGHT = 1.0  # the words in their order, or as the whole title, count once more

Scores = dict[int, float]


@dataclass(frozen=True)
class Found:
    scores: Scores
    relaxed: bool = False


def find(snapshot: Snapshot, wishes: Wishes, among: set[int], *, relax: bool) -> Found:
    """The documents of `among` with as many wishes as needed; relaxing, those with half of them, or with any."""
    unwanted = {number for wish in wishes.unwanted for number in _wish_scores(snapshot, wish)}
    among = among - unwanted
    if wishes.everything:
        return Found(dict.fromkeys(among, 0.0))
    scores, fulfilled = _add_up(snapshot, wishes.wanted, among)
    for needed in _strictness(wishes) if relax else [wishes.needed or len(wishes.wanted)]:
        enough = {number: scores[number] for number, count in fulfilled.items() if count >= needed}
        if enough:
            break
    else:
        return Found({})
    for wish in wishes.favoured:
        found = _wish_scores(snapshot, wish)
        for number in enough.keys() & found.keys():
            enough[number] += FAVOUR_WEIGHT * found[number]
    return Found(enough, relaxed=needed < len(wishes.wanted))


def _strictness(wishes: Wishes) -> list[int]:
    """How many wishes to insist on, step by step."""
    every = len(wishes.wanted)
    return sorted({every, ceil(every / 2), 1} - {0}, reverse=True)


def _add_up(snapshot: Snapshot, wanted: Iterable[Wish], among: set[int]) -> tuple[Scores, dict[int, int]]:
    """The sum of scores, and the number of wishes fulfilled, by document; quotations must be fulfilled."""
    scores: Scores = defaultdict(float)
    fulfilled: dict[int, int] = defaultdict(int)
    for wish in wanted:
        found = _wish_scores(snapshot, wish)
        if wish.quoted:
            among = among & found.keys()
        for number in found.keys() & among:
            scores[number] += found[number]
            fulfilled[number] += 1
    return scores, {number: count for number, count in fulfilled.items() if number in among}


def _wish_scores(snapshot: Snapshot, wish: Wish) -> Scores:
    """What fulfils the wish or one of its alternatives, by the better of them."""
    scores = dict(_own_scores(snapshot, wish))
    for alternative in wish.alternatives:
        for number, score in _own_scores(snapshot, alternative).items():
            scores[number] = max(scores.get(number, 0.0), ALTERNATIVE_WEIGHT * score)
    return scores


def _own_scores(snapshot: Snapshot, wish: Wish) -> Scores:
    whole = _phrase_scores(snapshot, wish.phrase)
    if not wish.parts:
        return whole
    parts = _together(snapshot, wish.parts)
    return {number: whole.get(number) or PARTS_WEIGHT * parts[number] for number in parts.keys() | whole.keys()}


def _together(snapshot: Snapshot, terms: Iterable[str]) -> Scores:
    """Documents with all the terms, wherever they stand."""
    found = [_term_scores(snapshot, term) for term in terms]
    numbers = set(found[0]).intersection(*found[1:])
    return {number: sum(scores[number] for scores in found) for number in numbers}


def _phrase_scores(snapshot: Snapshot, phrase: Phrase) -> Scores:
    if len(phrase) == 1:
        return _term_scores(snapshot, phrase[0][0])
    apart = _together(snapshot, dict.fromkeys(term for term, _offset in phrase))
    numbers = {number for text in TEXTS for number in _adjacent(snapshot, text, phrase, set(apart))}
    return {number: PHRASE_WEIGHT * apart[number] for number in numbers}


def _adjacent(snapshot: Snapshot, text: str, phrase: Phrase, among: set[int]) -> set[int]:
    """Documents in whose text the terms of the phrase keep their distances somewhere."""
    places = {term: snapshot.positions(text, term, among) for term in dict.fromkeys(term for term, _offset in phrase)}
    return {
        number for number in among if _stands_in(phrase, {term: found.get(number) for term, found in places.items()})
    }


def _stands_in(phrase: Phrase, places: Mapping[str, set[int] | None]) -> bool:
    """Whether the terms keep their distances from some place of the first one."""
    steps = [(places[term] or set(), offset) for term, offset in phrase]
    return any(all(start + offset in found for found, offset in steps) for start in steps[0][0])


def _term_scores(snapshot: Snapshot, term: str) -> Scores:
    weights: Scores = defaultdict(float)
    for text, weight in TEXT_WEIGHTS.items():
        lengths, mean = snapshot.table.lengths[text], snapshot.mean_lengths[text]
        for number, frequency in snapshot.postings(text, term):
            weights[number] += weight * frequency / (1 - LENGTH_MATTERS + LENGTH_MATTERS * lengths[number] / mean)
    rarity = log(1 + (snapshot.size - len(weights) + 0.5) / (len(weights) + 0.5)) if weights else 0.0
    return {number: rarity * weight / (SATURATION + weight) for number, weight in weights.items()}
