"""Open edX instances: their courses API pages through every public course (/api/courses/v1/courses/)."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urljoin

from harvesters.formats.addresses import resolve
from harvesters.formats.durations import from_clock, read_duration, read_effort
from harvesters.formats.finish import finished_resource
from harvesters.formats.html_text import plain_line, plain_text
from harvesters.formats.json_lists import course_of, interface_address, results
from harvesters.formats.json_paths import find_value
from harvesters.formats.keys import bounded_key
from harvesters.formats.options import check_address
from harvesters.formats.paging import Linked, Request
from harvesters.formats.walks import Walk
from harvesters.http import Http
from harvesters.record import Item, Options, OptionSpec, ResourceRecord

COURSES = "/api/courses/v1/courses/?page_size=100"
IMAGES = ("media.image.large", "media.image.raw", "media.course_image.uri")
K_MOOC = re.compile(r"(\d{1,2}):(\d{2})@(\d{1,3})(?:#|$)")
"""K-MOOC's effort, 09:08@07#04:03$06:05: hours a week @ weeks # hours of video $ hours in all."""


class OpenEdx:
    """Every course an instance shows to everybody. Learning needs an account there; what it costs is not told."""

    title = "Open edX"
    full_list = True
    options = (OptionSpec("url", "网站首页的地址，或课程接口的完整地址", required=True, check=check_address),)

    def find(self, http: Http, options: Options) -> Iterator[Item]:
        """Walk the pages and hand over each course untouched; `resume` goes on from a token."""
        interface = interface_address(options, COURSES)
        walk = Walk(http=http, request=Request(interface), paging=Linked("pagination.next"), entries=results)
        for page, place, course in walk.places(str(options.get("resume") or "")):
            name = text(course, "id") or text(course, "course_id")
            url = course_page(interface, name)
            data = {"site": urljoin(interface, "/"), "course": course}
            yield Item(key=bounded_key(name or f"第 {place} 条"), url=url, data=data, token=page.token)

    def read(self, item: Item) -> ResourceRecord | None:
        """Read one course; hidden and invitation-only ones are not ours to list."""
        course = course_of(item)
        if course.get("hidden") is True or course.get("invitation_only") is True:
            return None
        said = text(course, "effort")
        duration, effort = read_k_mooc(said) or (read_duration(said), read_effort(said))
        image = next((address for path in IMAGES if (address := text(course, path))), "")
        return finished_resource(
            ResourceRecord(
                key=item.key,
                url=item.url,
                title=plain_line(text(course, "name")),
                summary=plain_text(text(course, "short_description")),
                body=plain_text(text(course, "overview")),
                kind="course",
                provider=plain_line(text(course, "org")),
                duration=duration,
                effort=effort,
                login="required",
                image=resolve(item.data["site"], image),
                licence=text(course, "license"),
            )
        )


def text(course: Any, path: str) -> str:
    """The text at a path; empty for anything else."""
    value = find_value(course, path)
    return value.strip() if isinstance(value, str) else ""


def course_page(interface: str, name: str) -> str:
    """The page that presents a course to everybody; empty without its identifier."""
    return urljoin(interface, f"/courses/{quote(name, safe=':+/')}/about") if name else ""


def read_k_mooc(effort: str) -> tuple[str, str] | None:
    """Duration and weekly effort in K-MOOC's notation; None for what is not in it."""
    told = K_MOOC.match(effort)
    if not told:
        return None
    hours, minutes, weeks = told.groups()
    return (f"P{int(weeks)}W" if int(weeks) else "", from_clock(hours, minutes, "00"))
