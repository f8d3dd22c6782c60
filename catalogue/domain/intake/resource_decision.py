"""The decision what becomes of a record: pure, so that a dry run and a harvest decide alike."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from catalogue.domain.intake.compose import DATES
from catalogue.domain.matching.deciding import Match
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.screen import Screening
from catalogue.domain.text.normalise import NormalRecord
from catalogue.models import Listing, Resource
from catalogue.models.states import UNDECIDED_STATES

CLOSED_STATES = ("withdrawn", "refused")
PAID_REASON = "收费资源不收录"
_DATES = dict.fromkeys(DATES)
CLOSED_REASON = "编辑已撤下或未通过的资源，采集不会重新发布"


@dataclass(frozen=True)
class Decision:
    """`outcome` is the run counter's word; `task` the kind of review task to open, when a person must decide.

    `accept` says whether the record becomes what we show of this listing; `reason` explains a refusal, or why
    screening holds a record back; `flags` is all that screening found.
    """

    outcome: str
    match: Match
    accept: bool = False
    publish: bool = False
    archive: bool = False
    task: str = ""
    reason: str = ""
    flags: tuple[Flag, ...] = ()


def decide(record: NormalRecord, match: Match, screening: Screening, *, trusted: bool) -> Decision:
    """What to do with a record, given what it matches, what screening found and whether its source is trusted."""
    if match.kind == "known" and match.listing and match.resource:
        decision = _decide_known(record, match, match.listing, match.resource, screening, trusted=trusted)
    else:
        decision = _decide_unknown(record, match, screening, trusted=trusted)
    return replace(decision, flags=screening.flags)


def says_nothing_new(record: NormalRecord, listing: Listing) -> bool:
    """Whether a record is what its listing heard before."""
    return listing.record_hash == record.content_hash


def _decide_unknown(record: NormalRecord, match: Match, screening: Screening, *, trusted: bool) -> Decision:
    if record.cost == "paid":
        return Decision("refused", match, reason=PAID_REASON)
    if match.kind == "sure" and match.resource:
        if match.resource.state in CLOSED_STATES:
            return Decision("refused", match, reason=CLOSED_REASON)
        return (
            _held_back(match, screening) if trusted and screening.waits else Decision("merged", match, accept=trusted)
        )
    if match.kind == "likely":
        return Decision("pending", match, task="likely_match")
    if record.cost == "unknown":
        return Decision("pending", match, task="unknown_cost")
    if not trusted:
        return Decision("pending", match, task="new_resource")
    if screening.waits:
        return _held_back(match, screening)
    return Decision("new", match, accept=True, publish=True)


def _held_back(match: Match, screening: Screening) -> Decision:
    """No standing approval covers what screening found."""
    return Decision("pending", match, task="screened", reason=screening.reason)


def _decide_known(
    record: NormalRecord,
    match: Match,
    listing: Listing,
    resource: Resource,
    screening: Screening,
    *,
    trusted: bool,
) -> Decision:
    same = says_nothing_new(record, listing)
    if same and not (listing.gone or listing.missing_since is not None):
        return Decision("unchanged", match)
    if resource.state in CLOSED_STATES:
        return Decision("refused", match, reason=CLOSED_REASON)
    if record.cost == "paid":
        return Decision("changed", match, archive=resource.state == "public", reason=PAID_REASON)
    if same:
        vouched = listing.accepted is not None and record.cost != "unknown"
        return Decision("changed", match, publish=vouched and resource.state == "archived")
    if record.cost == "unknown":
        return Decision("pending", match, task="unknown_cost")
    if resource.state == "public" and only_dates_differ(record, listing.accepted):
        return Decision("changed", match, accept=True)
    if not trusted or resource.state == "returned":
        waits = resource.state in UNDECIDED_STATES
        return Decision("pending", match, task="new_resource" if waits else "changed_listing")
    if screening.waits:
        return _held_back(match, screening)
    return Decision("changed", match, accept=True, publish=resource.state == "archived")


def only_dates_differ(record: NormalRecord, accepted: Mapping[str, Any] | None) -> bool:
    """Whether a record says nothing that readers read beyond what was accepted: no person need look at it."""
    return accepted is not None and {**record.as_json(), **_DATES} == {**accepted, **_DATES}
