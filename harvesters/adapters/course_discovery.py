"""Catalogues in the form of edX course-discovery (/api/v1/courses/): courses with their runs, seats and staff."""

from collections.abc import Iterator
from typing import Any

from harvesters.formats.addresses import resolve
from harvesters.formats.dates import read_date
from harvesters.formats.finish import finished_resource
from harvesters.formats.html_text import plain_line, plain_text
from harvesters.formats.json_fields import texts
from harvesters.formats.json_lists import course_of, interface_address, results
from harvesters.formats.json_paths import find_all
from harvesters.formats.keys import bounded_key
from harvesters.formats.levels import read_level
from harvesters.formats.options import check_address
from harvesters.formats.paging import Linked, Request
from harvesters.formats.walks import Walk
from harvesters.http import Http
from harvesters.record import Item, Options, OptionSpec, ResourceRecord

COURSES = "/api/v1/courses/?limit=100"
FREE_SEATS = frozenset(("audit", "honor"))
CLOSED = frozenset(("unpublished", "archived", "reviewed", "review_by_legal", "review_by_internal"))


class CourseDiscovery:
    """Every course of a catalogue, described by its newest open run."""

    title = "课程目录（edX course-discovery）"
    full_list = True
    options = (OptionSpec("url", "目录网站的地址，或课程接口的完整地址", required=True, check=check_address),)

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        """Walk the pages and hand over each course untouched; `resume` goes on from a token."""
        interface = interface_address(options, COURSES)
        walk = Walk(http=http, request=Request(interface), paging=Linked("next"), entries=results)
        for page, place, course in walk.places(str(options.get("resume") or "")):
            url = resolve(page.url, first(course, "marketing_url", "course_runs.*.marketing_url"))
            name = first(course, "key", "uuid") or url or f"第 {place} 条"
            data = {"base": page.url, "course": course}
            yield Item(key=bounded_key(name), url=url, data=data, token=page.token)

    def read(self, item: Item) -> ResourceRecord | None:
        """Read one course; one all of whose runs are closed is not ours to list."""
        course = course_of(item)
        runs = [run for run in find_all(course, "course_runs.*") if isinstance(run, dict)]
        opened = [run for run in runs if str(run.get("status", "published")).lower() not in CLOSED]
        if runs and not opened:
            return None
        run = max(opened, key=lambda run: str(run.get("start") or ""), default={})
        return finished_resource(
            ResourceRecord(
                key=item.key,
                url=item.url,
                title=plain_line(first(course, "title") or first(run, "title")),
                summary=plain_text(first(course, "short_description") or first(run, "short_description")),
                body=plain_text(first(course, "full_description") or first(run, "full_description")),
                kind="course",
                provider=plain_line(first(course, "owners.*.name", "owners.*.key")),
                teachers=tuple(staff(run)),
                language=first(run, "content_language"),
                subjects=tuple(texts(find_all(course, "subjects.*"))),
                level=read_level(first(course, "level_type", "level_type.name") or first(run, "level_type")),
                duration=amount(run, "weeks_to_complete", "P{}W"),
                effort=effort(run),
                cost=cost(run),
                login="required",
                accessibility=("captions",) if find_all(run, "transcript_languages.*") else (),
                image=resolve(item.data["base"], first(course, "image.src", "card_image_url")),
                licence=first(run, "license"),
                updated=read_date(first(course, "modified")),
            )
        )


def first(thing: Any, *paths: str) -> str:
    """The first text any of the paths leads to."""
    return next((text for path in paths for text in texts(find_all(thing, path))), "")


def staff(run: dict[str, Any]) -> Iterator[str]:
    """The names of those who teach a run."""
    for person in find_all(run, "staff.*"):
        yield " ".join(filter(None, (first(person, "given_name"), first(person, "family_name"))))


def amount(run: dict[str, Any], name: str, form: str) -> str:
    """A whole number above zero in the form of an ISO duration; empty for anything else."""
    value = run.get(name)
    return form.format(value) if isinstance(value, int) and not isinstance(value, bool) and value > 0 else ""


def effort(run: dict[str, Any]) -> str:
    """The weekly effort from its least to its most hours."""
    bounds = (amount(run, "min_effort", "PT{}H"), amount(run, "max_effort", "PT{}H"))
    return "/".join(dict.fromkeys(filter(None, bounds)))


def cost(run: dict[str, Any]) -> str:
    """The cost by the seats a run sells: a free one beside paid ones means that the certificate costs."""
    seats = [seat for seat in find_all(run, "seats.*") if isinstance(seat, dict)]
    free = [str(seat.get("type")) in FREE_SEATS or first(seat, "price") in ("0", "0.00") for seat in seats]
    if not seats:
        return "unknown"
    if all(free):
        return "free"
    return "free_with_paid_certificate" if any(free) else "paid"
