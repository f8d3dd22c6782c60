"""Sources that fall apart from visit to visit and come back whole: what the circuit breaker is there for.

In turn the list is whole, truncated, empty, a redesigned page, the list under other numbers, and whole again.
"""

from collections.abc import Callable, Iterable

from tests.rehearsal.answering import answer, in_turn
from tests.rehearsal.behaviour import Expected, behaviour, fails
from tests.rehearsal.courses import Course, courses, titles
from tests.rehearsal.documents import oai_error, oai_list, oai_record, rss, table
from tests.rehearsal.host import Host

REDESIGNED = "<!doctype html><html><head><title>全新改版</title></head><body><h1>欢迎</h1></body></html>"
COUNT, LEFT = 10, 4


@behaviour("table")
def table_falling_apart(host: Host) -> Expected:
    """A table that is whole, truncated, without rows, a web page, numbered anew, whole again: a visit each."""
    return falling_apart(host, write=table, empty=table(()), failure="不是表格")


@behaviour("oai_pmh")
def repository_falling_apart(host: Host) -> Expected:
    """A repository that is whole, truncated, empty, a web page, numbered anew, whole again: a visit each."""

    def write(listed: Iterable[Course]) -> str:
        return oai_list(map(oai_record, listed))

    return falling_apart(host, write=write, empty=oai_error("noRecordsMatch"), failure="XML")


@behaviour("feed")
def feed_falling_apart(host: Host) -> Expected:
    """A feed that is whole, truncated, empty, a web page, numbered anew, whole again: a visit each."""
    return falling_apart(host, write=rss, empty=rss(()), failure="不是 RSS 或 Atom 订阅")


def falling_apart(host: Host, *, write: Callable[[Iterable[Course]], str], empty: str, failure: str) -> Expected:
    """Play it at /list in the form that `write` gives it; `failure` is what is said of the web page."""
    whole, other = courses(host.name, COUNT), courses(f"{host.name}_new", COUNT)
    bodies = (write(whole), write(whole[:LEFT]), empty, REDESIGNED, write(other), write(whole))
    host.answers["/list"] = in_turn(*(answer(body, "text/html; charset=utf-8") for body in bodies))
    then = (
        Expected("/list", good=titles(whole[:LEFT])),
        Expected("/list"),
        fails("/list", failure),
        Expected("/list", good=titles(other)),
        Expected("/list", good=titles(whole)),
    )
    return Expected("/list", good=titles(whole), then=then)
