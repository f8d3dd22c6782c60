"""The things of a story, resources and lectures: all of them, what they say, and what they are called in a report."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from catalogue.domain.intake.held_words import LectureWords
from catalogue.domain.merging.state import words_of
from catalogue.domain.text.normalise import content_hash
from catalogue.models import Lecture, Resource
from tests.catalogue.ledger_agreement.markers import markers_in

Thing = Resource | Lecture


def things(session: Session) -> list[Thing]:
    resources = session.scalars(select(Resource).order_by(Resource.id))
    lectures = session.scalars(select(Lecture).order_by(Lecture.id))
    return [*resources, *lectures]


def words_in(thing: Thing) -> object:
    """What readers see of it, or will once it is public."""
    return words_of(thing) if isinstance(thing, Resource) else LectureWords.of_lecture(thing).as_json()


def whole(thing: Thing) -> str:
    """All that is known of it and of where it was heard, in short: another one means that something changed."""
    if isinstance(thing, Lecture):
        return content_hash([thing.state, words_in(thing), thing.held])
    heard = [[one.latest, one.accepted, one.gone] for one in thing.listings]
    return content_hash([thing.state, words_in(thing), thing.link_dead, thing.merged_into_id, heard])


def said_by(things: Iterable[Thing]) -> set[str]:
    """The markers of all they say."""
    return markers_in(*map(words_in, things))


def is_found(thing: Thing) -> bool:
    """Whether search offers it."""
    return thing.state == "public" and not (isinstance(thing, Resource) and thing.link_dead)


def kind_of(thing: Thing) -> str:
    return type(thing).__name__.lower()


def named(thing: Thing) -> str:
    return f"{kind_of(thing)} {thing.public_id} ({thing.state})"


def items_of(answer: TestResponse) -> list[dict[str, str]]:
    """The items of an answer of the API."""
    items: list[dict[str, str]] = (answer.json or {})["items"]
    return items
