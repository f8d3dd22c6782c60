"""Sources are registered and changed with what their owner and the operator say of them."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from catalogue.db import writing
from catalogue.domain.sources.states import NewSource, add_source, change_source, except_tls, require_tls
from catalogue.errors import CatalogueError
from catalogue.models import Event, Run, Source
from tests.catalogue.domain.paged_place import PagedPlace
from tests.factories import make_source

ALICE = "operator:alice"
FEED = {"adapter": "feed", "url": "https://feeds.example.cn/rss", "institution": "示范学校"}


def events(session: Session) -> list[tuple[str, str, str, str]]:
    session.flush()
    return [(event.what, event.actor, event.before, event.after) for event in session.query(Event)]


def test_a_source_keeps_what_is_expected_of_it(session: Session) -> None:
    new = NewSource(**FEED, full_list=True, expected_least=5, expected_most=50, unverified_tls=True)

    source = add_source(session, new, trusted=False, by=ALICE)

    assert (source.full_list, source.expected_least, source.expected_most) == (True, 5, 50)
    assert source.tls_unverified_by == ALICE


def test_a_calendar_to_subscribe_to_is_read_by_https(session: Session) -> None:
    new = NewSource(adapter="ical", url="webcal://live.example.cn/lectures.ics", institution="示范学校")

    assert add_source(session, new, trusted=False, by=ALICE).url == "https://live.example.cn/lectures.ics"


def test_a_range_that_holds_nothing_is_refused(session: Session) -> None:
    with pytest.raises(CatalogueError, match="最少条数 6 不能大于最多条数 5"):
        add_source(session, NewSource(**FEED, expected_least=6, expected_most=5), trusted=False, by=ALICE)


def test_a_range_is_checked_against_what_stands(session: Session) -> None:
    source = make_source(session, expected_most=5)

    with pytest.raises(CatalogueError, match="最少条数 6 不能大于最多条数 5"):
        change_source(session, source, by=ALICE, expected_least=6)


def test_a_change_is_remembered_and_the_next_harvest_asks_for_everything(session: Session) -> None:
    source = make_source(session, expected_least=5)
    source.full_harvest_at = source.created_at

    change_source(session, source, by=ALICE, expected_least=None)

    assert (source.expected_least, source.full_harvest_at) == (None, None)
    assert events(session) == [("source.changed", ALICE, '{"expected_least": 5}', '{"expected_least": null}')]


def test_a_source_given_an_interval_is_due_at_once(session: Session) -> None:
    source = make_source(session)

    change_source(session, source, by=ALICE, every_hours=24)

    assert source.next_due_at is not None


def test_an_exception_from_certificates_names_who_answers_for_it_and_can_be_taken_back(session: Session) -> None:
    source = make_source(session)

    except_tls(session, source, by=ALICE)
    assert source.tls_unverified_by == ALICE
    require_tls(session, source, by="operator:bob")

    assert source.tls_unverified_by is None
    assert events(session) == [
        ("source.tls_unverified", ALICE, "", ALICE),
        ("source.tls_verified", "operator:bob", ALICE, ""),
    ]


def test_certificates_are_verified_unless_somebody_answers_for_the_source(
    source: Source, place: PagedPlace, harvested: Callable[[], Run]
) -> None:
    harvested()
    with writing() as session:
        except_tls(session, session.get_one(Source, source.id), by=ALICE)
    harvested()

    assert place.verified_tls == [True, False]
