"""Places on loopback that hold any number of courses in each form a source may have, served by a process of its own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from multiprocessing import get_context
from multiprocessing.connection import Connection
from signal import pause
from urllib.parse import parse_qs, urlsplit

from benchmarks.corpus import documents
from tests.harvesters.loopback import Answer, Site, write
from tests.rehearsal.courses import Course
from tests.rehearsal.documents import json_lines, json_page, oai_list, oai_record, rss, table

PAGE = 100
"""Records on a page, where a form has pages: what repositories and interfaces commonly hand out."""

Form = Callable[[Sequence[Course]], str]


@dataclass(frozen=True)
class Place:
    """One form of the same courses. `bodies` are its pages in their order, the first at `path` itself.

    `page` is the argument that asks for a page, by its number counted from 1; empty for a form of one page.
    """

    name: str
    adapter: str
    path: str
    content_type: str
    bodies: Sequence[bytes] = field(repr=False)
    page: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


def made_up(count: int) -> list[Course]:
    """Courses with the titles, providers and descriptions of the benchmarks' corpus."""
    return [
        Course(
            key=document.id,
            title=document.texts["title"],
            url=f"https://courses.example.cn/{number}",
            provider=document.texts["provider"],
            summary=document.texts["summary"],
        )
        for number, document in enumerate(documents(count))
    ]


def places(count: int) -> list[Place]:
    """The same courses as a feed, a repository, two tables and an interface."""
    courses = made_up(count)
    pages = [courses[start : start + PAGE] for start in range(0, count, PAGE)]
    tokens = [*map(str, range(2, len(pages) + 1)), ""]
    oai = [oai_list(map(oai_record, page), token) for page, token in zip(pages, tokens, strict=True)]
    interface = [*map(json_page, pages), json_page(())]
    return [
        Place("feed", "feed", "/feed", "application/rss+xml", encoded(rss(courses))),
        Place("OAI-PMH", "oai_pmh", "/oai", "text/xml", encoded(*oai), page="resumptionToken"),
        Place("CSV", "table", "/courses.csv", "text/csv", encoded(table(courses))),
        Place("JSONL", "table", "/courses.jsonl", "application/x-ndjson", encoded(json_lines(courses))),
        Place(
            "JSON API",
            "json_api",
            "/api",
            "application/json",
            encoded(*interface),
            page="page",
            options={"list": "results", "page": "page"},
        ),
    ]


def encoded(*texts: str) -> list[bytes]:
    return [text.encode() for text in texts]


@contextmanager
def served(held: Sequence[Place]) -> Iterator[str]:
    """The places at one address, until it is left."""
    context = get_context("fork")
    ours, theirs = context.Pipe()
    server = context.Process(target=_serve, args=(held, theirs))
    server.start()
    try:
        yield ours.recv()
    finally:
        server.terminate()
        server.join()


def _serve(held: Sequence[Place], told: Connection) -> None:
    site = Site()
    for place in held:
        site.answers[place.path] = _pages(place)
    told.send(site.url)
    pause()


def _pages(place: Place) -> Callable[[BaseHTTPRequestHandler], None]:
    def way(handler: BaseHTTPRequestHandler) -> None:
        asked = parse_qs(urlsplit(handler.path).query).get(place.page, ["1"])
        write(handler, Answer(place.bodies[int(asked[0]) - 1], headers={"Content-Type": place.content_type}))

    return way
