"""Hosts that answer with an error, for a while or for good."""

from tests.rehearsal.answering import answer, failing, in_turn
from tests.rehearsal.behaviour import Expected, behaviour, comes, fails
from tests.rehearsal.courses import courses
from tests.rehearsal.documents import oai_list, oai_record, table
from tests.rehearsal.host import Host

PATH = "/courses.csv"


@behaviour("table")
def too_many_requests(host: Host) -> Expected:
    """Answers 429 with Retry-After: 1 to every other request, well to the rest."""
    listed = courses(host.name)
    host.answers[PATH] = in_turn(failing(429, Retry_After="1"), answer(table(listed), "text/csv"))
    return comes(PATH, listed)


@behaviour("table")
def unavailable_twice(host: Host) -> Expected:
    """Answers 503 two times, then well."""
    listed = courses(host.name)
    host.answers[PATH] = in_turn(failing(503), failing(503), answer(table(listed), "text/csv"))
    return comes(PATH, listed)


@behaviour("oai_pmh")
def unavailable_between_pages(host: Host) -> Expected:
    """An OAI-PMH repository that answers 503 with Retry-After: 1 before its second page."""
    listed = courses(host.name)
    host.answers["/oai"] = answer(oai_list(map(oai_record, listed[:3]), token="second"), "text/xml")
    second = answer(oai_list(map(oai_record, listed[3:])), "text/xml")
    host.answers["/oai?verb=ListRecords&resumptionToken=second"] = in_turn(failing(503, Retry_After="1"), second)
    return comes("/oai", listed)


@behaviour("table")
def broken_server(host: Host) -> Expected:
    """Answers 500, always."""
    host.answers[PATH] = failing(500)
    return fails(PATH, "500")


@behaviour("table")
def gone_page(host: Host) -> Expected:
    """Answers 404, as a site does that has moved its pages."""
    host.answers[PATH] = failing(404)
    return fails(PATH, "404")


@behaviour("table")
def error_page_as_success(host: Host) -> Expected:
    """Answers 200 with a page that says it is not there (a soft 404)."""
    host.serve(PATH, "<!doctype html><title>页面不存在</title><h1>您访问的页面不存在</h1>", "text/html; charset=utf-8")
    return fails(PATH, "不是表格")
