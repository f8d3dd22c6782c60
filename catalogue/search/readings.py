"""The ways to understand a query that finds nothing, or nearly nothing, as it was typed; the closest first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from catalogue.search import dictionary
from catalogue.search.close_titles import close_titles
from catalogue.search.corrections import corrections
from catalogue.search.lexicon import Lexicon
from catalogue.search.query import Wish, Wishes
from catalogue.search.relaxing import Relaxed, fewer_words, is_question_word, possible_names, without_stopwords
from catalogue.search.titles import Titles
from catalogue.search.understanding import understand

MAX_WORDS_HOLDING = 200
"""Words that are looked at for one character; they are sorted, so the rarest are left out."""
MOST_NAMES = 6
"""Stretches of a question that are compared with titles."""


@dataclass(frozen=True)
class Reading:
    """One way to understand what was typed. `dropped` words are not looked for, `corrected` is another text."""

    wishes: Wishes
    relaxed: bool = False
    dropped: tuple[str, ...] = ()
    corrected: str | None = None

    @property
    def partial(self) -> bool:
        """Whether some of the words suffice that are looked for."""
        return bool(self.wishes.needed)


def closest(wishes: Wishes, lexicon: Lexicon) -> Iterator[Reading]:
    """What was typed, found inside longer words or without its question words."""
    if (by_characters := _by_characters(wishes, lexicon)) != wishes:
        yield Reading(by_characters)
    if relaxed := without_stopwords(wishes):
        yield _relaxed(relaxed)


def by_title(wishes: Wishes, titles: Titles) -> Iterator[Reading]:
    """Stretches of titles that are a slip away."""
    if any(wish.quoted for wish in wishes.wanted):
        return
    for other in close_titles(possible_names(wishes)[:MOST_NAMES], titles):
        yield Reading(understand(other), corrected=other)


def other_texts(text: str, wishes: Wishes, lexicon: Lexicon) -> Iterator[Reading]:
    """What else may have been meant; then, rather than nothing, whatever has some of the words."""
    others = [(other, understand(other)) for other in corrections(text, lexicon)]
    for other, meant in others:
        yield Reading(meant, corrected=other)
    for other, meant in others:
        if relaxed := without_stopwords(meant):
            yield replace(_relaxed(relaxed), corrected=other)
    for other, meant in others[:1]:
        yield from (replace(_relaxed(fewer), corrected=other) for fewer in fewer_words(meant))
    yield from map(_relaxed, fewer_words(wishes))


def _relaxed(relaxed: Relaxed) -> Reading:
    return Reading(relaxed.wishes, relaxed=True, dropped=relaxed.dropped)


def _by_characters(wishes: Wishes, lexicon: Lexicon) -> Wishes:
    """The wishes, where what the dictionary does not have, and lone characters, may stand inside a longer word.

    Not question words, which stand inside hundreds of words; but for a query of nothing else.
    """
    kept = [wish for wish in wishes.wanted if not is_question_word(wish)] or wishes.wanted

    def widened(wish: Wish) -> Wish:
        known = wish.text.isascii() or (len(wish.text) > 1 and dictionary.knows(wish.text))
        if wish.quoted or known or wish not in kept:
            return wish
        holding = lexicon.containing(wish.text, MAX_WORDS_HOLDING)
        inside = tuple(Wish(word, ((word, 0),)) for word in holding)
        return replace(wish, alternatives=(*wish.alternatives, *inside))

    return replace(wishes, wanted=tuple(map(widened, wishes.wanted)))
