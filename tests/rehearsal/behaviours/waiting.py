"""Hosts that take their time."""

from tests.rehearsal.answering import after, answer, dribbling, silent, silent_half_way
from tests.rehearsal.behaviour import Expected, behaviour, comes, fails
from tests.rehearsal.courses import courses
from tests.rehearsal.documents import table
from tests.rehearsal.host import Host

PATH = "/courses.csv"


@behaviour("table")
def slow(host: Host) -> Expected:
    """Thinks for a second, then answers well."""
    listed = courses(host.name)
    host.answers[PATH] = after(host.unit, answer(table(listed), "text/csv"))
    return comes(PATH, listed)


@behaviour("table")
def dribbling_bytes(host: Host) -> Expected:
    """Sends a byte a second: never silent, never done."""
    host.answers[PATH] = dribbling(answer(table(courses(host.name)), "text/csv"), host.unit)
    return fails(PATH, "传输太慢|等待超时")


@behaviour("table")
def hanging(host: Host) -> Expected:
    """Takes the request and never says a word."""
    host.answers[PATH] = silent
    return fails(PATH, "等待超时")


@behaviour("table")
def hanging_half_way(host: Host) -> Expected:
    """Sends half of the table and then nothing more, the connection left open."""
    host.answers[PATH] = silent_half_way(answer(table(courses(host.name)), "text/csv"))
    return fails(PATH, "等待超时")
