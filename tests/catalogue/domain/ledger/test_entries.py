"""Entries tell which fields changed, and whose decision is carried on."""

import json

import pytest
from sqlalchemy.orm import Session

from catalogue.domain.ledger.entries import Carried, Change, changes
from catalogue.domain.ledger.view import LedgerFilter, ledger_page
from tests.factories import make_event


def test_fields_that_changed_are_read_from_json() -> None:
    before = '{"title": "算法初歩", "topics": ["life", "work"], "level": "starter", "every_hours": null}'
    after = '{"title": "算法初步", "topics": [], "level": "starter", "every_hours": 24}'
    assert changes(before, after) == (
        Change("title", "算法初歩", "算法初步"),
        Change("topics", "life、work", ""),
        Change("every_hours", "", "24"),
    )


@pytest.mark.parametrize("text", ["public", "{'expected_least': 5}", '["a"]', "{" * 5000, '{"a": NaN', ""])
def test_other_words_are_no_fields(text: str) -> None:
    assert changes(text, text) == ()


OLD = {"at": "2025-01-01T16:00:00+00:00", "actor": "operator:bob", "what": "resource.public", "note": "合适"}


def test_a_decision_that_is_carried_on_is_told_with_who_took_it(session: Session) -> None:
    held = json.dumps({**OLD, "before": "pending", "after": "public"})
    make_event(session, "ledger.carried", actor="system", after=held)
    [entry] = ledger_page(session, LedgerFilter()).entries
    assert entry.carries == Carried("2025-01-02", "operator:bob", "操作员 bob", "resource.public", "合适")
    assert entry.changes == ()


@pytest.mark.parametrize("held", ["", "{", "[]", "{}", json.dumps({**OLD, "before": 1, "after": ""}), "[" * 9999])
def test_what_was_never_carried_on_so_is_shown_as_it_stands(session: Session, held: str) -> None:
    make_event(session, "ledger.carried", actor="system", after=held)
    [entry] = ledger_page(session, LedgerFilter()).entries
    assert (entry.carries, entry.after) == (None, held)


def test_a_day_that_is_none_stays_as_it_is(session: Session) -> None:
    held = json.dumps({**OLD, "at": "9999-12-31T23:00:00+00:00", "before": "", "after": ""})
    make_event(session, "ledger.carried", actor="system", after=held)
    [entry] = ledger_page(session, LedgerFilter()).entries
    assert entry.carries is not None
    assert entry.carries.day == "9999-12-31T23:00:00+00:00"
