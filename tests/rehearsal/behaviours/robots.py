"""Hosts with wishes towards robots (RFC 9309)."""

from tests.rehearsal.answering import failing
from tests.rehearsal.behaviour import Expected, behaviour, comes, fails
from tests.rehearsal.courses import courses
from tests.rehearsal.documents import oai_list, oai_record, table
from tests.rehearsal.host import Host

PATH = "/courses.csv"


@behaviour("table")
def robots_disallowed(host: Host) -> Expected:
    """Its robots.txt asks all robots to stay away from the table."""
    host.serve("/robots.txt", f"User-agent: *\nDisallow: {PATH}\n")
    host.serve(PATH, table(courses(host.name)), "text/csv")
    return fails(PATH, "robots.txt")


@behaviour("oai_pmh")
def robots_crawl_delay(host: Host) -> Expected:
    """Its robots.txt asks for a second between two requests, and the list has two pages."""
    listed = courses(host.name)
    host.serve("/robots.txt", "User-agent: *\nCrawl-delay: 1\n")
    host.serve("/oai", oai_list(map(oai_record, listed[:3]), token="second"), "text/xml")
    host.serve("/oai?verb=ListRecords&resumptionToken=second", oai_list(map(oai_record, listed[3:])), "text/xml")
    return comes("/oai", listed)


@behaviour("table")
def robots_unreadable(host: Host) -> Expected:
    """Its robots.txt is a 500: nobody knows what it wishes, so everything waits."""
    host.answers["/robots.txt"] = failing(500)
    host.serve(PATH, table(courses(host.name)), "text/csv")
    return fails(PATH, "robots.txt")


@behaviour("table")
def robots_page_instead(host: Host) -> Expected:
    """Answers its robots.txt with a web page, as sites do that answer everything: no rules, so nothing is barred."""
    listed = courses(host.name)
    host.serve("/robots.txt", "<!doctype html><title>首页</title>", "text/html; charset=utf-8")
    host.serve(PATH, table(listed), "text/csv")
    return comes(PATH, listed)
