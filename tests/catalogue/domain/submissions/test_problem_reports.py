"""Problem reports: kept within bounds, without a word about who, and closed by somebody."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.submissions import problem_reports
from catalogue.domain.submissions.problem_reports import (
    MOST_AN_HOUR,
    MOST_WORDS,
    NewReport,
    TooMany,
    close_report,
    find_report,
    forget_senders,
    open_reports,
    report_problem,
)
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Event, ProblemReport
from catalogue.models.states import IllegalMove
from tests.factories import make_resource

BROKEN = NewReport("broken_link", "打开是空白", "13800000000")


def events_of(session: Session, report: ProblemReport) -> list[tuple[str, str, str]]:
    rows = session.scalars(select(Event).where(Event.subject_id == report.public_id).order_by(Event.id))
    return [(event.what, event.actor, event.note) for event in rows]


def test_a_report_waits_for_a_person_and_its_event_names_nobody(session: Session) -> None:
    resource = make_resource(session)
    report = report_problem(session, resource, BROKEN, sender="a")
    assert open_reports(session) == [report]
    assert (report.resource, report.reason, report.words, report.contact) == (
        resource,
        "broken_link",
        "打开是空白",
        "13800000000",
    )
    assert events_of(session, report) == [("problemreport.open", "visitor", "broken_link")]


def test_a_resource_kept_for_reading_is_not_drawn_into_the_transaction(session: Session) -> None:
    """Its row would be forgotten at the end of it, and the next page that shows it would fail."""
    resource = make_resource(session)
    session.expunge(resource)
    report_problem(session, resource, BROKEN, sender="a")
    assert resource not in session


def test_the_same_report_sent_twice_is_kept_once(session: Session) -> None:
    resource = make_resource(session)
    first = report_problem(session, resource, BROKEN, sender="a")
    assert report_problem(session, resource, BROKEN, sender="a") is first


def test_a_network_is_heard_only_so_often_in_an_hour(session: Session) -> None:
    resource = make_resource(session)
    for number in range(MOST_AN_HOUR):
        report = report_problem(session, resource, NewReport("other", str(number)), sender="a")
    with pytest.raises(TooMany):
        report_problem(session, resource, NewReport("other", "再来"), sender="a")
    assert report_problem(session, resource, NewReport("other", "再来"), sender="b").sender == "b"
    for report in open_reports(session):
        report.created_at -= timedelta(hours=2)
    session.flush()
    assert report_problem(session, resource, NewReport("other", "又来"), sender="a").sender == "a"


def test_the_site_is_not_flooded_by_many_networks(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problem_reports, "MOST_A_DAY", 2)
    resource = make_resource(session)
    for number in range(2):
        report_problem(session, resource, NewReport("other", str(number)), sender=str(number))
    with pytest.raises(TooMany):
        report_problem(session, resource, NewReport("other", "2"), sender="2")


@pytest.mark.parametrize(
    "new", [NewReport("nonsense"), NewReport("other", "长" * (MOST_WORDS + 1)), NewReport("other", "短", "长" * 101)]
)
def test_what_the_form_would_not_send_is_refused(session: Session, new: NewReport) -> None:
    resource = make_resource(session)
    with pytest.raises(CatalogueError):
        report_problem(session, resource, new, sender="a")


def test_a_sender_is_known_for_a_day_and_then_forgotten(session: Session) -> None:
    resource = make_resource(session)
    old = report_problem(session, resource, NewReport("other", "旧"), sender="a")
    new = report_problem(session, resource, NewReport("other", "新"), sender="a")
    old.created_at = now() - timedelta(days=1, seconds=1)
    session.flush()
    forget_senders(session)
    session.expire_all()
    assert (old.sender, new.sender) == ("", "a")


def test_closing_erases_how_to_reach_the_person(session: Session) -> None:
    report = report_problem(session, make_resource(session), BROKEN, sender="a")
    close_report(session, report, mended=True, by="operator:alice", note="换了地址")
    assert (report.state, report.contact, report.decided_by) == ("done", "", "operator:alice")
    assert open_reports(session) == []
    assert events_of(session, report)[-1] == ("problemreport.done", "operator:alice", "换了地址")


def test_a_closed_report_stays_closed(session: Session) -> None:
    report = report_problem(session, make_resource(session), BROKEN, sender="a")
    close_report(session, report, mended=False, by="operator:alice")
    assert report.state == "dropped"
    with pytest.raises(IllegalMove):
        close_report(session, report, mended=True, by="operator:alice")


def test_a_report_nobody_made_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        find_report(session, "aaaaaaaaaa")
