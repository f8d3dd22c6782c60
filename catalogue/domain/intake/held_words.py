"""A lecture's words: what its source says now may wait for a person beside what readers see."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.ledger.events import record_event
from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.screen import Screening, screen_lecture, weigh
from catalogue.domain.text.addresses import AddressError, canonical_address
from catalogue.domain.text.normalise import BODY_LENGTH, LIST_LENGTH, SUMMARY_LENGTH, TITLE_LENGTH, WORD_LENGTH
from catalogue.errors import CatalogueError
from catalogue.models import Lecture
from catalogue.models.states import SHOWN_STATES
from harvesters.record import LectureRecord


@dataclass(frozen=True)
class LectureWords:
    """What is held back together; times and status are facts, which flow through lest somebody stands before a door."""

    title: str
    summary: str
    url: str
    location: str
    speakers: tuple[str, ...]
    image: str
    institution_id: int

    @classmethod
    def of_record(cls, record: LectureRecord, institution_id: int) -> "LectureWords":
        """A source's words within the catalogue's bounds; an address nobody could follow is left out.

        `institution_id` is of the one the record names: whose lecture it is said to be is a claim like the others.
        """
        return cls(
            title=record.title[:TITLE_LENGTH],
            summary=record.summary[:BODY_LENGTH],
            url=_address_or_nothing(record.url),
            location=record.location[:SUMMARY_LENGTH],
            speakers=tuple(name[:WORD_LENGTH] for name in record.speakers[:LIST_LENGTH]),
            image=_address_or_nothing(record.image),
            institution_id=institution_id,
        )

    @classmethod
    def of_lecture(cls, lecture: Lecture) -> "LectureWords":
        """What readers see, or will once it is published."""
        speakers = tuple(lecture.speakers)
        words = (lecture.title, lecture.summary, lecture.url, lecture.location, speakers, lecture.image)
        return cls(*words, lecture.institution_id)

    @classmethod
    def held_of(cls, lecture: Lecture) -> "LectureWords | None":
        """What waits; words kept before institutions were held back are of the one the lecture has."""
        if lecture.held is None:
            return None
        values = {"institution_id": lecture.institution_id, **lecture.held}
        return cls(**{**values, "speakers": tuple(values["speakers"])})

    def as_json(self) -> dict[str, Any]:
        """The words as `Lecture.held` keeps them."""
        return {**asdict(self), "speakers": list(self.speakers)}


def examine_lecture(words: LectureWords, lecture: Lecture | None) -> Screening:
    """Screen new words; what readers see already was accepted before."""
    context = Context()
    shown = lecture is not None and lecture.state in SHOWN_STATES
    accepted = screen_lecture(LectureWords.of_lecture(lecture), context) if lecture and shown else ()
    return weigh(screen_lecture(words, context), accepted)


def lecture_flags(lecture: Lecture) -> tuple[Flag, ...]:
    """What a reviewer should look at in a lecture: in the words that wait, else in its own."""
    return screen_lecture(LectureWords.held_of(lecture) or LectureWords.of_lecture(lecture), Context())


def set_words(lecture: Lecture, words: LectureWords) -> None:
    """Give a lecture its words; nothing waits any longer."""
    for name, value in words.as_json().items():
        setattr(lecture, name, value)
    lecture.held = None


def accept_held(session: Session, lecture: Lecture, *, by: str) -> None:
    """Show the words that waited. Raises CatalogueError when none do."""
    before, words = LectureWords.of_lecture(lecture), _waiting(lecture)
    set_words(lecture, words)
    lecture.changed_at = now()
    record_event(session, "lecture.words_accepted", lecture, by=by, before=str(before), after=str(words), note="")
    session.flush()


def refuse_held(session: Session, lecture: Lecture, reason: str, *, by: str) -> None:
    """Keep the words readers see until the source says something else. Raises CatalogueError when none wait."""
    words = _waiting(lecture)
    lecture.held = None
    record_event(session, "lecture.words_refused", lecture, by=by, before=str(words), after="", note=reason)
    session.flush()


def _waiting(lecture: Lecture) -> LectureWords:
    words = LectureWords.held_of(lecture)
    if words is None:
        raise CatalogueError(f"讲座 {lecture.public_id} 没有等待审核的改动")
    return words


def _address_or_nothing(url: str) -> str:
    try:
        return canonical_address(url) if url else ""
    except AddressError:
        return ""
