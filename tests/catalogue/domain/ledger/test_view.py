"""The ledger is looked through by who, what, about what and when; the newest events come first."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event as hooks
from sqlalchemy.orm import Session

from catalogue.db import db
from catalogue.domain.ledger.view import LedgerFilter, known_whats, ledger_page, wanted_entries
from tests.factories import make_event, make_source


def ids(session: Session, **wanted: object) -> list[int]:
    return [entry.id for entry in ledger_page(session, LedgerFilter(**wanted)).entries]  # type: ignore[arg-type]


def test_the_newest_event_comes_first(session: Session) -> None:
    first, second = make_event(session), make_event(session)
    assert ids(session) == [second.id, first.id]


def test_an_entry_holds_all_of_its_event_and_the_name_of_who_did_it(session: Session) -> None:
    event = make_event(session, before="pending", after="public", note="好", origin="198.51.100.7")
    [entry] = ledger_page(session, LedgerFilter()).entries
    assert (entry.id, entry.at, entry.what, entry.subject_id) == (event.id, event.at, event.what, event.subject_id)
    assert (entry.before, entry.after, entry.note, entry.origin) == ("pending", "public", "好", "198.51.100.7")
    assert (entry.actor, entry.actor_name, entry.changes) == ("operator:alice", "操作员 alice", ())


@pytest.mark.parametrize("actor", ["operator:bob", "bob"])
def test_it_is_filtered_by_who_did_it(session: Session, actor: str) -> None:
    make_event(session)
    bobs = make_event(session, actor="operator:bob")
    assert ids(session, actor=actor) == [bobs.id]


def test_it_is_filtered_by_the_title_of_the_source_that_is_trusted(session: Session) -> None:
    source = make_source(session, title="校内课程表")
    make_event(session)
    published = make_event(session, actor=f"approval:{source.public_id}")
    assert ids(session, actor="校内课程表") == [published.id]


@pytest.mark.parametrize("what", ["resource", "resource."])
def test_it_is_filtered_by_the_first_word_of_what_happened(session: Session, what: str) -> None:
    make_event(session, "resources.public")
    ours = [make_event(session, "resource.public").id, make_event(session, "resource.refused").id]
    assert ids(session, what=what) == ours[::-1]


def test_it_is_filtered_by_the_whole_name_of_what_happened(session: Session) -> None:
    make_event(session, "resource.public")
    refused = make_event(session, "resource.refused")
    assert ids(session, what="resource.refused") == [refused.id]


def test_a_wildcard_stands_for_itself(session: Session) -> None:
    make_event(session, "resource.public", note="100 分")
    whole = make_event(session, "resource.public", note="100% 完成")
    assert (ids(session, what="%"), ids(session, words="100%")) == ([], [whole.id])


def test_it_is_filtered_by_what_it_is_about(session: Session) -> None:
    make_event(session, "source.approved", subject_id="bbbbbbbbbb")
    make_event(session, "resource.public")
    ours = make_event(session, "resource.public", subject_id="bbbbbbbbbb")
    assert ids(session, subject_type="resource", subject_id="bbbbbbbbbb") == [ours.id]


def test_it_is_filtered_by_words_of_the_note(session: Session) -> None:
    make_event(session, note="标题不符")
    ours = make_event(session, note="收费，退回")
    assert ids(session, words="收费") == [ours.id]


def test_a_day_is_that_of_shanghai_and_both_ends_count(session: Session) -> None:
    make_event(session, at=datetime(2026, 11, 1, 15, 59, 59, tzinfo=UTC))
    first = make_event(session, at=datetime(2026, 11, 1, 16, 0, tzinfo=UTC))
    last = make_event(session, at=datetime(2026, 11, 3, 15, 59, 59, tzinfo=UTC))
    make_event(session, at=datetime(2026, 11, 3, 16, 0, tzinfo=UTC))
    assert ids(session, since=date(2026, 11, 2), until=date(2026, 11, 3)) == [last.id, first.id]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_no_clock_reaches_is_no_mishap(session: Session, day: date) -> None:
    event = make_event(session)
    since, until = ids(session, since=day), ids(session, until=day)
    assert sorted([since, until]) == [[], [event.id]]


def test_pages_follow_one_another_without_a_gap(session: Session) -> None:
    events = [make_event(session).id for _ in range(5)]
    first = ledger_page(session, LedgerFilter(), size=2)
    second = ledger_page(session, LedgerFilter(), before=first.older, size=2)
    third = ledger_page(session, LedgerFilter(), before=second.older, size=2)
    assert [[entry.id for entry in page.entries] for page in (first, second, third)] == [
        events[:2:-1],
        events[2:0:-1],
        events[:1],
    ]
    assert third.older is None


def test_a_page_that_is_just_full_is_the_last(session: Session) -> None:
    make_event(session), make_event(session)
    assert ledger_page(session, LedgerFilter(), size=2).older is None


def test_many_rows_cost_no_more_queries_than_one(session: Session) -> None:
    asked = []

    def count(*_: object) -> None:
        asked.append(1)

    def queries() -> int:
        asked.clear()
        ledger_page(session, LedgerFilter(actor="alice", what="resource", words="好"))
        return len(asked)

    make_event(session, note="好")
    hooks.listen(db.engine, "before_cursor_execute", count)
    try:
        one = queries()
        for number in range(20):
            source = make_source(session, title=f"来源 {number}")
            make_event(session, actor=f"approval:{source.public_id}", note="好")
        many = queries()
    finally:
        hooks.remove(db.engine, "before_cursor_execute", count)
    assert one == many


def test_all_that_is_wanted_is_read_portion_by_portion(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalogue.domain.ledger.view.BATCH", 2)
    events = [make_event(session).id for _ in range(5)]
    make_event(session, actor="system")
    assert [entry.id for entry in wanted_entries(session, LedgerFilter(actor="alice"))] == events[::-1]


def test_no_more_is_read_than_asked_for(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalogue.domain.ledger.view.BATCH", 2)
    events = [make_event(session).id for _ in range(5)]
    assert [entry.id for entry in wanted_entries(session, LedgerFilter(), 3)] == events[:1:-1]


def test_what_ever_happened_is_known(session: Session) -> None:
    for what in ("run.done", "resource.public", "run.done", "account.closed"):
        make_event(session, what)
    assert known_whats(session) == ["account.closed", "resource.public", "run.done"]


def test_nothing_happened_yet(session: Session) -> None:
    assert known_whats(session) == []
