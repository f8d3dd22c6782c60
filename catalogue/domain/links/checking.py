"""Checks links: a batch that is due, or one resource's, many hosts at a time and each host one link after the other."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from catalogue.db import db, now, writing
from catalogue.domain.links.asking import Answer, Link, ask, ask_host
from catalogue.domain.links.due import (
    CHECKED_STATES,
    check_of,
    due_links,
    enrol,
    hold,
    latest_answering,
    reserve,
    unenrolled,
)
from catalogue.domain.links.recording import Tally, record
from catalogue.domain.links.standing import Rules
from catalogue.domain.runs.work import Progress, no_progress
from catalogue.errors import CatalogueError
from catalogue.models import Resource
from harvesters.http import Http

Door = Callable[[], Http]
"""Makes a way to the network, one for each thread."""
Clock = Callable[[], datetime]
Arrival = Answer | None
"""None: a host is done."""

BATCH_SECONDS = 20 * 60.0
"""No link is asked later: well within the hour for which a batch is reserved."""
WRITE_EVERY_SECONDS = 0.5
WITNESSES = 3
"""Links that answered lately, asked when all of a batch are silent: is it they, or our own network?"""

log = logging.getLogger(__name__)


def check_due_links(
    door: Door, settings: Mapping[str, Any], *, limit: int, progress: Progress = no_progress, clock: Clock = now
) -> Tally:
    """Check at most `limit` of the links that are due; nothing to do gives an empty tally."""
    if found := unenrolled(db.session()):
        with writing() as session:
            enrol(session, found, clock())
    if not (due := due_links(db.session(), clock(), limit)):
        return Tally()
    with writing() as session:
        links = reserve(session, due, clock())
    return _check(links, door, settings, progress=progress, clock=clock)


def check_link(door: Door, settings: Mapping[str, Any], resource: Resource, *, clock: Clock = now) -> Tally:
    """Check the link of one resource, due or not. Raises CatalogueError unless it is public or waits for review."""
    if resource.state not in CHECKED_STATES:
        raise CatalogueError(f"资源 {resource.public_id} 没有公开，也不在待审（现为 {resource.state}），不检查它的链接")
    with writing() as session:
        check = check_of(session, session.get_one(Resource, resource.id), clock())
        link = Link(check.resource_id, check.address, check.host)
        hold(session, [link.resource_id], clock())
    return _check([link], door, settings, progress=no_progress, clock=clock)


def _check(
    links: Sequence[Link], door: Door, settings: Mapping[str, Any], *, progress: Progress, clock: Clock
) -> Tally:
    """Silence counts only once somebody has answered: without a network of our own nobody does."""
    tally, silent, heard = Tally(taken=len(links)), list[Answer](), False
    rules = Rules.of(settings)
    for answers in _answers(links, door, threads=settings["LINK_CHECK_THREADS"]):
        heard = heard or any(answer.finding.status is not None for answer in answers)
        silent += [answer for answer in answers if answer.finding.silent]
        told = [answer for answer in answers if not answer.finding.silent]
        if heard:
            told, silent = [*told, *silent], []
        tally.add(_record(told, clock(), rules))
        progress("links", tally.checked, len(links))
    if silent and _network_works(door):
        tally.add(_record(silent, clock(), rules))
    elif silent:
        log.warning("none of %d links answered, nor did earlier ones: nothing is counted against them", len(silent))
    if tally.checked < len(links):
        progress("links", len(links), len(links))
    return tally


def _record(answers: Sequence[Answer], at: datetime, rules: Rules) -> Tally:
    if not answers:
        return Tally()
    with writing() as session:
        return record(session, answers, at, rules)


def _network_works(door: Door) -> bool:
    """Whether a link that answered lately still does; unknown, so no, when none ever did."""
    http = door()
    witnesses = latest_answering(db.session(), WITNESSES)
    return any(ask(http, witness.address).status is not None for witness in witnesses)


def _answers(links: Sequence[Link], door: Door, *, threads: int) -> Iterator[list[Answer]]:
    """The answers as they come, those of about half a second together."""
    arrived: SimpleQueue[Arrival] = SimpleQueue()
    until = monotonic() + BATCH_SECONDS
    pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="links")
    try:
        hosts = [pool.submit(_ask_into, arrived, door, group, until) for group in _by_host(links)]
        working = len(hosts)
        while working:
            arrivals = _arrivals(arrived, working)
            working -= arrivals.count(None)
            if answers := [arrival for arrival in arrivals if arrival is not None]:
                yield answers
    finally:
        pool.shutdown(cancel_futures=True)


def _ask_into(arrived: "SimpleQueue[Arrival]", door: Door, links: Sequence[Link], until: float) -> None:
    """A fault of ours at one host leaves its links reserved, so that they come round again, and is logged."""
    try:
        for answer in ask_host(door, links, until=until):
            arrived.put(answer)
    except Exception:  # whatever it is, the other hosts go on
        log.exception("links of %s could not be checked", links[0].host)
    finally:
        arrived.put(None)


def _arrivals(arrived: "SimpleQueue[Arrival]", working: int) -> list[Arrival]:
    """What arrives within the time between two writes, or until the last of the working hosts is done."""
    arrivals, until = list[Arrival](), monotonic() + WRITE_EVERY_SECONDS
    while arrivals.count(None) < working and (left := until - monotonic()) > 0:
        with suppress(Empty):
            arrivals.append(arrived.get(timeout=left))
    return arrivals


def _by_host(links: Sequence[Link]) -> list[list[Link]]:
    return [list(group) for _host, group in groupby(sorted(links, key=attrgetter("host")), key=attrgetter("host"))]
