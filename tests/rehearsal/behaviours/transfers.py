"""Hosts whose bodies do not arrive as they were announced."""

import gzip

from tests.rehearsal.answering import answer, bomb, endless, in_turn, reset_half_way, with_length, zipped
from tests.rehearsal.behaviour import Expected, behaviour, comes, fails
from tests.rehearsal.courses import courses
from tests.rehearsal.documents import oai_list, oai_record, table
from tests.rehearsal.host import Host

PATH = "/courses.csv"
CUT, CORRUPT = "传输中断", "内容损坏"
BOMB_BYTES = 1024 * 1024 * 1024


@behaviour("table")
def length_too_long(host: Host) -> Expected:
    """Announces 100 bytes more than it sends, then closes."""
    whole = answer(table(courses(host.name)), "text/csv")
    host.answers[PATH] = with_length(whole, len(whole.body) + 100)
    return fails(PATH, CUT)


@behaviour("oai_pmh")
def length_too_short(host: Host) -> Expected:
    """Announces 100 bytes fewer than it sends, so that what is read ends in the middle of the XML."""
    whole = answer(oai_list(map(oai_record, courses(host.name))), "text/xml")
    host.answers["/oai"] = with_length(whole, len(whole.body) - 100)
    return fails("/oai", "XML 不完整")


@behaviour("table")
def reset_always(host: Host) -> Expected:
    """Breaks every connection off in the middle of the body."""
    host.answers[PATH] = reset_half_way(answer(table(courses(host.name)), "text/csv"))
    return fails(PATH, CUT)


@behaviour("table")
def reset_once(host: Host) -> Expected:
    """Breaks the first connection off in the middle of the body; the next answer is whole."""
    listed = courses(host.name)
    whole = answer(table(listed), "text/csv")
    host.answers[PATH] = in_turn(reset_half_way(whole), whole)
    return comes(PATH, listed)


@behaviour("table")
def gzip_bomb(host: Host) -> Expected:
    """One megabyte that unpacks to a thousand."""
    host.answers[PATH] = zipped(bomb(BOMB_BYTES), "text/csv")
    return fails(PATH, "内容太大")


@behaviour("table")
def gzip_with_broken_tail(host: Host) -> Expected:
    """Compressed bytes whose checksum is wrong."""
    packed = gzip.compress(table(courses(host.name)).encode())
    host.answers[PATH] = zipped(packed[:-8] + bytes(8), "text/csv")
    return fails(PATH, CORRUPT)


@behaviour("table")
def gzip_cut_short(host: Host) -> Expected:
    """Compressed bytes that end too early, their length announced as if all were well."""
    packed = gzip.compress(table(courses(host.name, 60)).encode())
    host.answers[PATH] = zipped(packed[: len(packed) // 2], "text/csv")
    return fails(PATH, CORRUPT)


@behaviour("table")
def endless_body(host: Host) -> Expected:
    """Sends zero bytes without end."""
    host.answers[PATH] = endless
    return fails(PATH, "内容太大")
