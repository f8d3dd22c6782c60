"""Asks links whether they are there: the headers first, the page where they do not suffice, host by host."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

from catalogue.domain.links.meaning import HTML, Finding, of_answer, of_error, of_place
from harvesters.errors import HttpError
from harvesters.http import Http, Response

PAGE_BYTES = 256 * 1024
"""More than a page that says it is gone ever has; whatever is larger is there."""
HOST_SECONDS = 120.0
"""One slow host must not keep a thread for longer; what is left of it is asked another time."""
SILENCES = 2
"""Silent answers in a row after which a host is taken not to speak at all."""

DECISIVE_FAULTS = frozenset(("no_such_host", "no_connection", "bad_certificate", "unknown_issuer"))
DECISIVE_FAULTS |= {"refused_address", "robots", "no_turn"}
TOO_MANY_REQUESTS = 429

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Link:
    """The address of a resource; `host` is its host and port."""

    resource_id: int
    address: str
    host: str


@dataclass(frozen=True)
class Answer:
    link: Link
    finding: Finding


def ask(http: Http, url: str) -> Finding:
    """HEAD first. GET for pages, whose words must be read, and where HEAD failed: many servers do not know it."""
    head: Response | None = None
    try:
        head = http.head(url)
        if head.content_type not in HTML:
            return of_place(url, head)
    except HttpError as error:
        if error.fault in DECISIVE_FAULTS or error.status == TOO_MANY_REQUESTS:
            return of_error(error)
    try:
        return of_answer(url, http.get(url, max_bytes=PAGE_BYTES))
    except HttpError as error:
        return of_place(url, head) if head and error.fault == "too_large" else of_error(error)


def ask_host(door: Callable[[], Http], links: Sequence[Link], *, until: float) -> Iterator[Answer]:
    """Ask links of one host one after the other, none later than `until` (monotonic seconds).

    What is not asked, for want of time or because others are at the host, has no answer and stays reserved. Once the
    host was silent twice in a row the rest share that finding: a dead host is not asked for every page.
    """
    http, until = door(), min(until, monotonic() + HOST_SECONDS)
    silent: list[Finding] = []
    for link in links:
        if len(silent) < SILENCES and monotonic() > until:
            log.info("links of %s are left for another time: it is slow", link.host)
            return
        finding = silent[-1] if len(silent) == SILENCES else ask(http, link.address)
        if finding.meaning == "postponed":
            return
        silent = [*silent, finding][:SILENCES] if finding.silent else []
        yield Answer(link, finding)
