"""How a link stands after each check, by a clock of the test's own."""

from datetime import UTC, datetime, timedelta

import pytest

from catalogue.domain.links.meaning import Finding
from catalogue.domain.links.standing import Rules, Standing, after, next_due

RULES = Rules(check_days=14, failures=4, failure_days=3)
NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
"""In Shanghai."""
DAY, HOUR = timedelta(days=1), timedelta(hours=1)

ANSWERS = Finding("answers", "answers", 200)
GONE = Finding("gone", "not_found", 404)
TROUBLE = Finding("trouble", "server_error", 503)
UNCHECKED = Finding("unchecked", "robots")


def standing_after(*checks: tuple[datetime, Finding]) -> Standing:
    standing = Standing()
    for at, finding in checks:
        standing = after(standing, finding, at, RULES)
    return standing


def daily(finding: Finding, days: int) -> list[tuple[datetime, Finding]]:
    return [(NOON + DAY * day, finding) for day in range(days)]


def test_a_link_that_answers_is_well() -> None:
    assert standing_after((NOON, ANSWERS)) == Standing("ok", checked_at=NOON)


def test_a_first_failure_is_told_and_hides_nothing() -> None:
    assert standing_after((NOON, GONE)) == Standing(
        "failing", failures=1, failed_days=1, failing_since=NOON, checked_at=NOON
    )


@pytest.mark.parametrize(("days", "state"), [(3, "failing"), (4, "dead"), (9, "dead")])
def test_the_fourth_daily_failure_hides(days: int, state: str) -> None:
    assert standing_after(*daily(GONE, days)).state == state


def test_many_failures_within_two_days_are_an_outage() -> None:
    hourly = [(NOON + HOUR * hour, GONE) for hour in range(30)]
    assert (standing_after(*hourly).failures, standing_after(*hourly).failed_days) == (30, 2)
    assert standing_after(*hourly).state == "failing"


def test_days_are_those_of_shanghai() -> None:
    before_midnight = datetime(2026, 11, 25, 15, 59, tzinfo=UTC)
    assert standing_after((before_midnight, GONE), (before_midnight + HOUR, GONE)).failed_days == 2


@pytest.mark.parametrize(("days", "state"), [(7, "failing"), (8, "dead")])
def test_trouble_counts_half(days: int, state: str) -> None:
    assert standing_after(*daily(TROUBLE, days)).state == state


def test_trouble_and_absence_add_up() -> None:
    mixed = [GONE, TROUBLE, GONE, TROUBLE, GONE]
    checks = [(NOON + DAY * day, finding) for day, finding in enumerate(mixed)]
    assert [standing_after(*checks[:count]).state for count in (4, 5)] == ["failing", "dead"]


def test_one_answer_mends_all() -> None:
    assert standing_after(*daily(GONE, 9), (NOON + 9 * DAY, ANSWERS)) == Standing("ok", checked_at=NOON + 9 * DAY)


def test_what_may_not_be_asked_is_unknown() -> None:
    assert standing_after((NOON, GONE), (NOON + DAY, UNCHECKED)) == Standing()


def test_failures_long_ago_are_forgotten_with_an_answer_between() -> None:
    assert standing_after(*daily(GONE, 3), (NOON + 3 * DAY, ANSWERS), (NOON + 4 * DAY, GONE)).failures == 1


def test_a_dead_link_stays_dead_when_the_rules_grow_milder() -> None:
    milder = Rules(check_days=14, failures=40, failure_days=30)
    assert after(standing_after(*daily(GONE, 4)), TROUBLE, NOON + 4 * DAY, milder).state == "dead"


@pytest.mark.parametrize(
    ("standing", "days"),
    [
        (Standing("ok", checked_at=NOON), 14),
        (Standing(), 14),
        (Standing("failing", failing_since=NOON - DAY), 1),
        (Standing("dead", failing_since=NOON - 4 * DAY), 1),
        (Standing("dead", failing_since=NOON - 40 * DAY), 5),
        (Standing("dead", failing_since=NOON - 400 * DAY), 14),
    ],
)
def test_what_fails_is_asked_daily_and_what_is_dead_ever_more_rarely(standing: Standing, days: int) -> None:
    assert next_due(standing, NOON, RULES, jitter=1.0) == NOON + days * DAY


def test_what_was_checked_together_drifts_apart() -> None:
    assert next_due(Standing("ok"), NOON, RULES, jitter=0.9) == NOON + 0.9 * 14 * DAY


def test_without_a_schedule_a_link_is_still_left_alone_for_a_day() -> None:
    assert next_due(Standing("ok"), NOON, Rules(0, 4, 3), jitter=1.0) == NOON + DAY
