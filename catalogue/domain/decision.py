"""The decision what becomes of a record: pure, so that a dry run and a harvest decide alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.domain.compose import DATES
from catalogue.domain.matching import Match
from catalogue.domain.normalise import NormalRecord
from catalogue.models import Listing, Resource

CLOSED_STATES = ("withdrawn", "refused")
WAITING_STATES = ("pending", "returned")
"""Never shown yet; what a person gave back, a person looks at again, however far its source is trusted."""
PAID_REASON = "收费资源不收录"
_DATES = dict.fromkeys(DATES)
CLOSED_REASON = "编辑已撤下或未通过的资源，采集不会重新发布"


@dataclass(frozen=True)
class Decision:
    """`outcome` is the run counter's word; `task` the kind of review task to open, when a person must decide.

    `accept` says whether the record becomes what we show of this listing; `reason` explains a refusal.
    """

    outcome: str
    match: Match
    accept: bool = False
    publish: bool = False
    archive: bool = False
    task: str = ""
    reason: str = ""


def decide(record: NormalRecord, record_hash: str, match: Match, *, trusted: bool) -> Decision:
    """What to do with a record, given what it matches and whether its source has a standing approval."""
    if match.kind == "known" and match.listing and match.resource:
        return _decide_known(record, record_hash, match, match.listing, match.resource, trusted=trusted)
    if record.cost == "paid":
        return Decision("refused", match, reason=PAID_REASON)
    if match.kind == "sure" and match.resource:
        if match.resource.state in CLOSED_STATES:
            return Decision("refused", match, reason=CLOSED_REASON)
        return Decision("merged", match, accept=trusted)
    if match.kind == "likely":
        return Decision("pending", match, task="likely_match")
    if record.cost == "unknown":
        return Decision("pending", match, task="unknown_cost")
    if not trusted:
        return Decision("pending", match, task="new_resource")
    return Decision("new", match, accept=True, publish=True)


def _decide_known(
    record: NormalRecord, record_hash: str, match: Match, listing: Listing, resource: Resource, *, trusted: bool
) -> Decision:
    returns = listing.gone or listing.missing_since is not None
    if listing.record_hash == record_hash and not returns:
        return Decision("unchanged", match)
    if resource.state in CLOSED_STATES:
        return Decision("refused", match, reason=CLOSED_REASON)
    if record.cost == "paid":
        return Decision("changed", match, archive=resource.state == "public", reason=PAID_REASON)
    if listing.record_hash == record_hash:
        return Decision("changed", match, accept=listing.accepted is not None, publish=resource.state == "archived")
    if record.cost == "unknown":
        return Decision("pending", match, task="unknown_cost")
    if resource.state not in WAITING_STATES and only_dates_differ(record, listing.accepted):
        return Decision("changed", match, accept=True, publish=resource.state == "archived")
    if not trusted or resource.state == "returned":
        waits = resource.state in WAITING_STATES
        return Decision("pending", match, task="new_resource" if waits else "changed_listing")
    return Decision("changed", match, accept=True, publish=resource.state == "archived")


def only_dates_differ(record: NormalRecord, accepted: Mapping[str, Any] | None) -> bool:
    """Whether a record says nothing that readers read beyond what was accepted: no person need look at it."""
    return accepted is not None and {**record.as_json(), **_DATES} == {**accepted, **_DATES}
