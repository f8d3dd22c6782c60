"""Interfaces that hand out a list in JSON by page numbers, an empty page being the end."""

from collections.abc import Iterable

from tests.rehearsal.behaviour import Expected, behaviour, fails
from tests.rehearsal.courses import Course, courses, titles
from tests.rehearsal.documents import json_page
from tests.rehearsal.host import Host

PATH = "/api/courses"
OPTIONS = {"list": "results", "page": "page"}


def serve_pages(host: Host, *pages: Iterable[Course]) -> None:
    """Serve the pages from number 1 on, and an empty one for all others."""
    host.serve(PATH, json_page(()), "application/json")
    for number, listed in enumerate(pages, 1):
        host.serve(f"{PATH}?page={number}", json_page(listed), "application/json")


@behaviour("json_api")
def json_pages(host: Host) -> Expected:
    """Three pages, with an entry that has neither a title nor an address."""
    listed = courses(host.name)
    serve_pages(host, listed[:2], [*listed[2:4], Course("x-1", "", "", "")], listed[4:])
    return Expected(PATH, good=titles(listed), bad=("没有(标题|地址)",), options=OPTIONS)


@behaviour("json_api")
def json_pages_moving(host: Host) -> Expected:
    """An entry is added on top between two requests, so that the last of the first page comes again on the second."""
    listed = courses(host.name)
    serve_pages(host, listed[:3], listed[2:5], listed[5:])
    return Expected(PATH, good=titles(listed), repeated=1, options=OPTIONS)


@behaviour("json_api")
def json_pages_all_alike(host: Host) -> Expected:
    """Knows no page numbers: every page is the first, so that the list would never end."""
    host.serve(PATH, json_page(courses(host.name)), "application/json")
    return fails(PATH, "完全相同", **OPTIONS)


@behaviour("json_api")
def half_json(host: Host) -> Expected:
    """The second page is cut within an entry."""
    listed = courses(host.name)
    serve_pages(host, listed[:3])
    host.serve(f"{PATH}?page=2", json_page(listed[3:])[:-20], "application/json")
    return fails(PATH, "不是 JSON", **OPTIONS)
