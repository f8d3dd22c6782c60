from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from catalogue.domain.counts.figures import Month, months
from catalogue.models import VisitCount
from tests.factories import make_lecture, make_resource

TODAY = date(2026, 3, 15)


def test_a_year_of_months_up_to_this_one(session: Session) -> None:
    found = months(session, TODAY)
    assert [found[0], found[-1]] == [Month(date(2025, 4, 1), 0, 0, 0), Month(date(2026, 3, 1), 0, 0, 0)]
    assert len(found) == 12


def test_a_month_begins_at_midnight_in_china(session: Session) -> None:
    make_resource(session, published_at=datetime(2026, 2, 28, 15, 59, tzinfo=UTC))
    make_resource(session, published_at=datetime(2026, 2, 28, 16, 0, tzinfo=UTC))
    *_, february, march = months(session, TODAY)
    assert (february.resources, march.resources) == (1, 1)


def test_only_what_is_public_counts(session: Session) -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    make_resource(session, published_at=at, state="withdrawn")
    make_lecture(session, starts_at=at, state="pending")
    make_lecture(session, starts_at=at)
    assert months(session, TODAY)[-1] == Month(date(2026, 3, 1), 0, 1, 0)


def test_visits_are_added_up(session: Session) -> None:
    resource = make_resource(session, published_at=datetime(2020, 1, 1, tzinfo=UTC))
    session.add_all(VisitCount(resource_id=resource.id, day=date(2026, 3, day), count=day) for day in (1, 31))
    session.add(VisitCount(resource_id=resource.id, day=date(2026, 2, 28), count=5))
    *_, february, march = months(session, TODAY)
    assert (february.visits, march.visits) == (5, 32)
