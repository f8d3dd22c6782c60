"""Marks of networks: enough to count by, and not what was marked."""

from datetime import timedelta

import pytest

from catalogue.db import now
from catalogue.domain.counts import network_marks
from catalogue.domain.counts.network_marks import network_mark


def test_the_mark_of_a_network_holds_no_address_and_changes_with_day_secret_and_purpose(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mark = network_mark("203.0.113.7", "secret", purpose="test")
    assert len(mark) == 32
    assert mark == network_mark("203.0.113.7", "secret", purpose="test")
    tomorrow = now() + timedelta(days=1)
    others = {
        network_mark("203.0.113.7", "secret", purpose="another"),
        network_mark("203.0.113.8", "secret", purpose="test"),
        network_mark("203.0.113.7", "other", purpose="test"),
    }
    monkeypatch.setattr(network_marks, "now", lambda: tomorrow)
    assert mark not in others | {network_mark("203.0.113.7", "secret", purpose="test")}


def test_the_addresses_of_one_household_count_as_one() -> None:
    assert network_mark("2001:db8::1", "secret", purpose="test") == network_mark(
        "2001:db8::ffff", "secret", purpose="test"
    )
    assert network_mark("2001:db8::1", "secret", purpose="test") != network_mark(
        "2001:db8:0:1::1", "secret", purpose="test"
    )


@pytest.mark.parametrize("address", [None, "", "unix:", "203.0.113"])
def test_without_an_address_there_is_no_mark(address: str | None) -> None:
    assert network_mark(address, "secret", purpose="test") == ""
