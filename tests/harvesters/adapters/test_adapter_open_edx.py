"""Open edX and course-discovery interfaces at their edges."""

import json

import pytest
from loopback import Site
from reading import read_all

from harvesters import registry
from harvesters.errors import SourceError
from harvesters.http import Http
from harvesters.record import ResourceRecord

BOTH = pytest.mark.parametrize("name", ["open_edx", "course_discovery"])


def serve_courses(site: Site, *courses: object) -> str:
    """Answers with these courses, all on one page; returns the interface's own address."""
    return site.serve("/api/v9/", json.dumps({"results": courses, "pagination": {"next": None}, "next": None}))


@BOTH
def test_the_interface_may_be_given_by_its_own_address(site: Site, http: Http, name: str) -> None:
    address = serve_courses(site)

    assert read_all(registry.get(name), http, {"url": address}) == []
    assert site.requests == ["/api/v9/"]


@BOTH
@pytest.mark.parametrize("body", ["[]", "{}", '{"results": {}}', "null"])
def test_an_answer_without_a_list_is_told(site: Site, http: Http, name: str, body: str) -> None:
    with pytest.raises(SourceError, match="没有 results 列表"):
        read_all(registry.get(name), http, {"url": site.serve("/api/", body)})


@BOTH
def test_what_is_no_course_is_refused_alone(site: Site, http: Http, name: str) -> None:
    address = serve_courses(site, None, 1, ["x"], {"id": [], "key": {}})

    assert read_all(registry.get(name), http, {"url": address}) == ["不是 JSON 对象"] * 3 + ["没有地址"]


@pytest.mark.parametrize(
    ("effort", "read"),
    [
        ("09:08@07#04:03$06:05", ("P7W", "PT9H8M")),
        ("02:00@10", ("P10W", "PT2H")),
        ("00:00@00#00:00$00:00", ("", "")),
        ("2-3 hours per week", ("", "PT2H/PT3H")),
        ("14 weeks", ("P14W", "")),
        ("", ("", "")),
        (None, ("", "")),
    ],
)
def test_the_effort_is_read(site: Site, http: Http, effort: str | None, read: tuple[str, str]) -> None:
    address = serve_courses(site, {"id": "course-v1:A+B+C", "name": "一", "effort": effort})

    [record] = read_all(registry.get("open_edx"), http, {"url": address})

    assert (record.duration, record.effort) == read


@pytest.mark.parametrize(
    ("seats", "cost"),
    [
        ([], "unknown"),
        ([{"type": "audit", "price": "0.00"}], "free"),
        ([{"type": "honor"}], "free"),
        ([{"type": "audit"}, {"type": "verified", "price": "49.00"}], "free_with_paid_certificate"),
        ([{"type": "verified", "price": "49.00"}], "paid"),
        ([{"type": "verified", "price": "0.00"}], "free"),
    ],
)
def test_the_seats_tell_the_cost(site: Site, http: Http, seats: list[dict[str, str]], cost: str) -> None:
    course = {"key": "A+B", "title": "一", "marketing_url": "https://a.example/1", "course_runs": [{"seats": seats}]}

    [record] = read_all(registry.get("course_discovery"), http, {"url": serve_courses(site, course)})

    assert isinstance(record, ResourceRecord)
    assert record.cost == cost
