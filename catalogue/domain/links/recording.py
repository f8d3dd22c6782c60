"""Writes down what checks found: days of failing hide a resource from search, one answer brings it back.

What is not public is neither hidden nor shown by it: the finding stands beside it in its review.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from random import uniform

from sqlalchemy.orm import Session

from catalogue.domain.ledger.events import SYSTEM, record_event
from catalogue.domain.links.asking import Answer
from catalogue.domain.links.meaning import Finding
from catalogue.domain.links.standing import Rules, Standing, after, next_due
from catalogue.domain.page_titles.naming import judged_too_soon, note_disagreement
from catalogue.domain.tasks.opening import renew_page_flags
from catalogue.models import LinkCheck, Resource
from catalogue.models.link_check import LINK_REASONS

JITTER = 0.1


@dataclass
class Tally:
    """What a round of checks found: how many links in which state, and public ids of what it hid and brought back.

    `taken` is how many it was to ask; some may not have been, when a host was slow or our network down.
    """

    taken: int = 0
    states: dict[str, int] = field(default_factory=lambda: {"ok": 0, "failing": 0, "dead": 0, "unknown": 0})
    hidden: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)

    @property
    def checked(self) -> int:
        return sum(self.states.values())

    def add(self, other: "Tally") -> None:
        self.taken += other.taken
        for state, count in other.states.items():
            self.states[state] += count
        self.hidden += other.hidden
        self.back += other.back


def record(session: Session, answers: Iterable[Answer], at: datetime, rules: Rules) -> Tally:
    """Keep the answers; one to an address that the resource no longer has says nothing and is dropped."""
    tally = Tally()
    for answer in answers:
        check = session.get(LinkCheck, answer.link.resource_id)
        if check is None or check.address != answer.link.address:
            continue
        _keep(check, answer.finding, at, rules)
        tally.states[check.state] += 1
        if check.resource.state == "public":
            _show_or_hide(session, check, tally)
        for judged in (check, *judged_too_soon(session, check)):
            note_disagreement(session, judged)
            renew_page_flags(session, judged.resource)
    return tally


def _keep(check: LinkCheck, finding: Finding, at: datetime, rules: Rules) -> None:
    before = Standing(**{column.name: getattr(check, column.name) for column in fields(Standing)})
    standing = after(before, finding, at, rules)
    for name, value in asdict(standing).items():
        setattr(check, name, value)
    check.reason, check.status, check.moved_to = finding.reason, finding.status, finding.moved_to
    check.page_title = finding.title
    jitter = uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  spreads load, keeps no secret  # nosec B311
    check.due_at = next_due(standing, at, rules, jitter=jitter)


def _show_or_hide(session: Session, check: LinkCheck, tally: Tally) -> None:
    resource = check.resource
    if check.state == "dead" and not resource.link_dead:
        hide(session, resource, LINK_REASONS[check.reason])
        tally.hidden.append(resource.public_id)
    elif check.state != "dead" and resource.link_dead:
        bring_back(session, resource, LINK_REASONS[check.reason])
        tally.back.append(resource.public_id)


def hide(session: Session, resource: Resource, why: str) -> None:
    """Take a resource out of search, feeds and sitemap because its link is dead; its state and its page stay."""
    resource.link_dead = True
    record_event(session, "resource.link_dead", resource, by=SYSTEM, before="shown", after="hidden", note=why)


def bring_back(session: Session, resource: Resource, why: str) -> None:
    """Let a resource be found again."""
    resource.link_dead = False
    record_event(session, "resource.link_back", resource, by=SYSTEM, before="hidden", after="shown", note=why)
