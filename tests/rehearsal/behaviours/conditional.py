"""Hosts that are asked again only for what changed (RFC 9110, conditional requests)."""

from http.server import BaseHTTPRequestHandler

from tests.harvesters.loopback import Answer, write
from tests.rehearsal.answering import Way, answer
from tests.rehearsal.behaviour import Expected, behaviour, comes
from tests.rehearsal.courses import courses
from tests.rehearsal.documents import table
from tests.rehearsal.host import Host

PATH = "/courses.csv"
TAG = '"first"'
LAST_MODIFIED = "Thu, 01 Jan 2026 00:00:00 GMT"


@behaviour("table")
def etag_honoured(host: Host) -> Expected:
    """Gives an ETag and answers 304, without a body, to who has that version."""
    listed = courses(host.name)
    whole = answer(table(listed), "text/csv", ETag=TAG)
    host.answers[PATH] = unless_known(whole, "If-None-Match", TAG)
    return comes(PATH, listed)


@behaviour("table")
def last_modified_honoured(host: Host) -> Expected:
    """Gives a Last-Modified and answers 304, without a body, to who has seen that date."""
    listed = courses(host.name)
    whole = answer(table(listed), "text/csv", Last_Modified=LAST_MODIFIED)
    host.answers[PATH] = unless_known(whole, "If-Modified-Since", LAST_MODIFIED)
    return comes(PATH, listed)


def unless_known(whole: Answer, header: str, version: str) -> Way:
    """The answer, or 304 for a visitor whose header names this version."""

    def way(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get(header) == version
        write(handler, Answer(status=304, headers=whole.headers) if known else whole)

    return way
