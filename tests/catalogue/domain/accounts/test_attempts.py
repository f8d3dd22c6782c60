"""Guessing is slowed down and refused, and nobody is locked out by others."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.accounts import attempts
from catalogue.domain.accounts.attempts import (
    FREE,
    MAILS_AN_HOUR,
    OF_NETWORK_AN_HOUR,
    OF_SUBJECT_AN_HOUR,
    TooManyAttempts,
    Trial,
    attempt,
    drop_old_attempts,
    forgive,
    may_mail,
    trial,
)
from catalogue.models import Attempt

ALICE = "alice@example.cn"
Later = Callable[[timedelta], None]


def from_network(address: str, email: str = ALICE, device: str = "") -> Trial:
    return trial("sign-in", email, secret="secret", address=address, device=device)


def fail(session: Session, tried: Trial, times: int) -> None:
    for _ in range(times):
        attempt(session, tried)


def flood(session: Session, email: str = ALICE) -> None:
    """As many failures as an account is granted, each from a network of its own."""
    for number in range(OF_SUBJECT_AN_HOUR):
        attempt(session, from_network(f"198.51.100.{number}", email))


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Moves the clock on."""
    at = now()

    def move(span: timedelta) -> None:
        nonlocal at
        at += span
        monkeypatch.setattr(attempts, "now", lambda: at)

    move(timedelta(0))
    return move


def test_after_some_failures_a_place_waits_longer_each_time(session: Session, later: Later) -> None:
    here = from_network("203.0.113.7")
    fail(session, here, FREE)
    waits = []
    for _ in range(9):
        with pytest.raises(TooManyAttempts) as refused:
            attempt(session, here)
        waits.append(refused.value.wait_seconds)
        later(timedelta(seconds=refused.value.wait_seconds))
        attempt(session, here)
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_what_is_refused_does_not_prolong_the_wait(session: Session, later: Later) -> None:
    here = from_network("203.0.113.7")
    fail(session, here, FREE)
    for _ in range(3):
        with pytest.raises(TooManyAttempts):
            attempt(session, here)
    later(timedelta(seconds=30))
    attempt(session, here)


def test_the_owner_elsewhere_does_not_wait_for_one_who_guesses(session: Session) -> None:
    fail(session, from_network("203.0.113.7"), FREE)
    attempt(session, from_network("203.0.113.8"))


def test_what_was_right_is_forgiven(session: Session) -> None:
    here = from_network("203.0.113.7")
    fail(session, here, FREE)
    forgive(session, here)
    attempt(session, here)


def test_a_flood_from_many_networks_closes_an_account_to_new_places(session: Session) -> None:
    flood(session)
    with pytest.raises(TooManyAttempts):
        attempt(session, from_network("203.0.113.7"))


def test_a_flood_from_many_networks_never_stops_the_owner_on_a_known_device(session: Session) -> None:
    flood(session)
    attempt(session, from_network("203.0.113.7", device="alices-laptop"))


def test_one_who_guesses_on_the_owners_network_does_not_stop_a_known_device(session: Session) -> None:
    fail(session, from_network("203.0.113.7"), FREE)
    attempt(session, from_network("203.0.113.7", device="alices-laptop"))


def test_a_known_device_is_no_place_to_guess_either(session: Session) -> None:
    stolen = from_network("203.0.113.7", device="alices-laptop")
    fail(session, stolen, FREE)
    with pytest.raises(TooManyAttempts):
        attempt(session, from_network("203.0.113.8", device="alices-laptop"))


def test_a_flood_passes_within_the_hour(session: Session, later: Later) -> None:
    flood(session)
    later(timedelta(hours=1, seconds=1))
    attempt(session, from_network("203.0.113.7"))


def test_one_network_does_not_try_one_password_on_everybody(session: Session) -> None:
    for number in range(OF_NETWORK_AN_HOUR):
        attempt(session, from_network("203.0.113.7", f"person{number}@example.cn"))
    with pytest.raises(TooManyAttempts):
        attempt(session, from_network("203.0.113.7"))


def test_nothing_that_was_typed_is_kept(session: Session) -> None:
    attempt(session, from_network("203.0.113.7"))
    [kept] = session.scalars(select(Attempt))
    assert ALICE not in kept.subject
    assert "203.0.113.7" not in kept.place


def test_few_mails_go_to_one_address_in_an_hour(session: Session, later: Later) -> None:
    granted = [may_mail(session, from_network(f"203.0.113.{number}")) for number in range(MAILS_AN_HOUR + 2)]
    assert granted == [True] * MAILS_AN_HOUR + [False] * 2


def test_a_flood_of_wishes_keeps_nobody_from_a_mail_in_the_next_hour(session: Session, later: Later) -> None:
    for number in range(90):
        may_mail(session, from_network(f"203.0.113.{number}"))
        later(timedelta(seconds=40))
    later(timedelta(seconds=1))
    assert may_mail(session, from_network("203.0.113.99"))


def test_old_attempts_are_dropped(session: Session) -> None:
    attempt(session, from_network("203.0.113.7"))
    old = from_network("203.0.113.8")
    session.add(Attempt(subject=old.subject, place=old.place, at=now() - timedelta(days=1, minutes=1)))
    session.flush()
    drop_old_attempts(session)
    assert session.scalar(select(func.count()).select_from(Attempt)) == 1


def test_the_wait_is_said_in_words_people_use() -> None:
    def said(wait: timedelta) -> str:
        return str(TooManyAttempts(wait))

    assert said(timedelta(seconds=30)) == "试的次数太多了，为了账号的安全，请过 30 秒再试。"
    assert said(timedelta(seconds=61)) == "试的次数太多了，为了账号的安全，请过 2 分钟再试。"
