"""How a link stands after each check, and when it is asked again: rules without a database or a network."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from catalogue.clock import local_day
from catalogue.domain.links.meaning import Finding

TROUBLES_A_FAILURE = 2
"""A site in trouble mostly comes back: it takes twice as many of those to hide a resource."""
DEAD_LONGER = 8
"""A dead link is asked again after an eighth of the time it has been dead, so ever more rarely."""
RECHECK = timedelta(days=1)


@dataclass(frozen=True)
class Rules:
    """How often links are checked, and how many failures on how many days hide a resource."""

    check_days: int
    failures: int
    failure_days: int

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Rules":
        return cls(settings["LINK_CHECK_DAYS"], settings["LINK_FAILURES"], settings["LINK_FAILURE_DAYS"])

    @property
    def interval(self) -> timedelta:
        """Between two checks of a link that answers; at least a day, also where only people check."""
        return max(RECHECK, timedelta(days=self.check_days))


@dataclass(frozen=True)
class Standing:
    """The columns of LinkCheck that say how a link stands."""

    state: str = "unknown"
    failures: int = 0
    troubles: int = 0
    failed_days: int = 0
    failing_since: datetime | None = None
    checked_at: datetime | None = None


def after(before: Standing, finding: Finding, at: datetime, rules: Rules) -> Standing:
    """The standing after one more check: an answer mends all at once, a failure adds to those before it."""
    if finding.meaning == "unchecked":
        return Standing()
    if finding.meaning == "answers":
        return Standing("ok", checked_at=at)
    failed = replace(
        before,
        state="failing",
        failures=before.failures + (finding.meaning == "gone"),
        troubles=before.troubles + (finding.meaning == "trouble"),
        failed_days=before.failed_days + _on_another_day(before, at),
        failing_since=before.failing_since or at,
        checked_at=at,
    )
    return replace(failed, state="dead") if before.state == "dead" or _is_dead(failed, rules) else failed


def _on_another_day(before: Standing, at: datetime) -> bool:
    """Whether this failure is the first of its day (Asia/Shanghai)."""
    if before.failing_since is None or before.checked_at is None:
        return True
    return local_day(before.checked_at) != local_day(at)


def _is_dead(standing: Standing, rules: Rules) -> bool:
    failures = standing.failures + standing.troubles // TROUBLES_A_FAILURE
    return failures >= rules.failures and standing.failed_days >= rules.failure_days


def next_due(standing: Standing, at: datetime, rules: Rules, *, jitter: float) -> datetime:
    """When to ask again; `jitter` is a factor around 1, so that what was checked together drifts apart."""
    if standing.state == "failing":
        wait = RECHECK
    elif standing.state == "dead" and standing.failing_since is not None:
        wait = min(rules.interval, max(RECHECK, (at - standing.failing_since) / DEAD_LONGER))
    else:
        wait = rules.interval
    return at + wait * jitter
