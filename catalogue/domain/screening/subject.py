"""What the rules look at: the words of a record, folded so that width, script and hidden characters hide nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from catalogue.domain.screening.flags import Flag
from catalogue.domain.text.folding import as_screened, visible
from catalogue.domain.text.normalise import BODY_LENGTH, NormalRecord
from harvesters.formats.text import cut

LONGEST = BODY_LENGTH
"""Characters of a field that are looked at: as many as the longest may have. Folding may make more of them."""
MOST_LOOKED_AT = 200
"""Places in one field that a rule looks at: some turn out innocent, and must not hide the others."""
FOUND_LENGTH = 60
AROUND = 15
"""Characters an excerpt shows on either side."""
MOST_ADDRESSES = 50

_BOUNDARY = "\ue000"
"""Stands between fields while they are folded together, which costs a fraction of folding each."""
_ADDRESS = re.compile(r"https?://[^\s<>\"'，。；、）】》]{1,500}")


class Spoken(Protocol):
    """A lecture, as its calendar gives it or as it is stored."""

    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def location(self) -> str: ...
    @property
    def speakers(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Text:
    """One field's words, folded."""

    field: str
    words: str

    def flag(self, code: str, start: int, end: int, detail: str = "") -> Flag:
        """A flag for the characters from start to end."""
        before, after = max(0, start - AROUND), end + AROUND
        excerpt = "…" * (before > 0) + self.words[before:after] + "…" * (after < len(self.words))
        found = self.words[start:end].strip()
        return Flag(code, self.field, cut(found, FOUND_LENGTH), cut(excerpt, FOUND_LENGTH + 2 * AROUND), detail)


@dataclass(frozen=True)
class Subject:
    """`title` and `url` are as the record has them; `missing` names the wanted fields that are empty; `cost` is empty
    where the record has none (a lecture)."""

    texts: tuple[Text, ...]
    title: str
    url: str
    cost: str = ""
    missing: tuple[str, ...] = ()

    @classmethod
    def of_record(cls, record: NormalRecord) -> "Subject":
        """A resource's record; the words a rule may look at are all that readers may see."""
        words = {
            "title": record.title,
            "summary": record.summary,
            "body": record.body,
            "provider": record.provider,
            "teachers": "；".join(record.teachers),
            "subjects": "；".join(record.subjects),
            "licence": record.licence,
            "provenance": record.provenance,
        }
        missing = tuple(name for name in ("summary", "kind", "provider") if not getattr(record, name))
        return cls(_texts(words), record.title, record.url, record.cost, missing)

    @classmethod
    def of_lecture(cls, lecture: Spoken) -> "Subject":
        words = {
            "title": lecture.title,
            "summary": lecture.summary,
            "location": lecture.location,
            "speakers": "；".join(lecture.speakers),
        }
        return cls(_texts(words), lecture.title, lecture.url, missing=() if lecture.summary else ("summary",))

    def found(self, pattern: re.Pattern[str]) -> Iterator[tuple[Text, re.Match[str]]]:
        """Where a pattern stands in the words, at most MOST_LOOKED_AT times a field."""
        for text in self.texts:
            for match in islice(pattern.finditer(text.words), MOST_LOOKED_AT):
                yield text, match

    @property
    def addresses(self) -> Iterator[tuple[str, str]]:
        """Web addresses with their fields: the record's own, and those that stand in its words."""
        if self.url:
            yield "url", self.url
        in_words = ((text.field, match.group()) for text in self.texts for match in _ADDRESS.finditer(text.words))
        yield from islice(in_words, MOST_ADDRESSES)


def _texts(words: Mapping[str, str]) -> tuple[Text, ...]:
    """The fields that say something."""
    given = {field: visible(text[:LONGEST]) for field, text in words.items() if text}
    if not given:
        return ()
    parts = as_screened(_BOUNDARY.join(given.values())).split(_BOUNDARY)
    return tuple(Text(field, part.strip()) for field, part in zip(given, parts, strict=True))
