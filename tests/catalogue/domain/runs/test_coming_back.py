"""A source that is cut short, falls silent, is redesigned and comes back whole: nobody sees or has to do anything."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from catalogue.db import db, writing
from catalogue.domain.intake.grace import archive_vanished
from catalogue.domain.runs.perform import harvest
from catalogue.models import Event, Listing, Resource, ReviewTask, Run, Source
from tests.catalogue.domain.paged_place import BOB
from tests.factories import make_source
from tests.harvesters.loopback import Site

COURSES = range(1, 31)
REDESIGNED = "<!doctype html><title>新版网站</title><h1>欢迎访问新版课程中心</h1><p>课程列表已迁移</p>"


def csv(numbers: range, title: str = "手机课堂第{}课") -> str:
    rows = (f"{number},{title.format(number)},https://a.example.cn/{number}" for number in numbers)
    return "\n".join(["课程编号,课程名称,课程链接", *rows])


def page(numbers: range, title: str = "手机课堂第{}课") -> str:
    """A page of the kind that marks up its courses."""
    courses = ",".join(
        f'{{"@type": "Course", "@id": "{number}", "name": "{title.format(number)}", "isAccessibleForFree": true,'
        f' "url": "https://a.example.cn/{number}"}}'
        for number in numbers
    )
    return f'<!doctype html><script type="application/ld+json">[{courses}]</script>'


def rss(numbers: range) -> str:
    items = "".join(
        f"<item><guid>{number}</guid><title>手机课堂第{number}课</title><link>https://a.example.cn/{number}</link></item>"
        for number in numbers
    )
    return f'<rss version="2.0"><channel><title>课堂</title>{items}</channel></rss>'


TABLE = {
    "whole": csv(COURSES),
    "truncated": csv(range(1, 11)),
    "empty": csv(range(0)),
    "an error page": REDESIGNED,
    "without titles": csv(COURSES, title=""),
    "with one title for all": csv(COURSES, title="课程中心"),
}
PAGE = {
    "whole": page(COURSES),
    "truncated": page(range(1, 11)),
    "without its marks": REDESIGNED,
    "without titles": page(COURSES, title=""),
    "with one title for all": page(COURSES, title="课程中心"),
}
FEED = {
    "whole": rss(COURSES),
    "the newest alone": rss(range(26, 31)),
    "empty": rss(range(0)),
    "an error page": REDESIGNED,
}
QUARANTINED, FAILED, DONE = "quarantined", "failed", "done"


@pytest.fixture
def harvest_of(app: Flask, site: Site) -> Callable[..., Run]:
    """Serve a body at the source's address, harvest it, and let the grace period pass for whatever is missing."""
    sources: dict[str, int] = {}

    def harvested(adapter: str, body: str, **values: Any) -> Run:
        url = site.serve("/courses", body, "text/html" if body == REDESIGNED else "text/plain; charset=utf-8")
        if adapter not in sources:
            with writing() as session:
                sources[adapter] = make_source(session, adapter=adapter, url=url, **values).id
        run = harvest(db.session.get_one(Source, sources[adapter]), app.config, by=BOB)
        with writing() as session:
            archive_vanished(session, grace_days=0)
        return run

    return harvested


def picture() -> list[tuple[Any, ...]]:
    """All that readers and reviewers can see, with the versions that rise at any change of it."""
    resources = db.session.query(Resource).order_by(Resource.id)
    listings = db.session.query(Listing).order_by(Listing.id)
    public_events = db.session.query(Event).where(Event.subject_type == "resource").count()
    return [
        *((one.public_id, one.title, one.url, one.state, one.version) for one in resources),
        *((one.key, one.record_hash, one.accepted, one.missing_since, one.gone) for one in listings),
        (public_events, db.session.query(ReviewTask).count()),
    ]


@pytest.mark.parametrize(
    ("adapter", "bodies", "values", "ends"),
    [
        ("table", TABLE, {}, [DONE, QUARANTINED, QUARANTINED, FAILED, QUARANTINED, QUARANTINED, DONE]),
        ("schema_org", PAGE, {"full_list": True}, [DONE, QUARANTINED, FAILED, QUARANTINED, QUARANTINED, DONE]),
        ("feed", FEED, {}, [DONE, DONE, DONE, FAILED, DONE]),
    ],
    ids=["table", "page", "feed"],
)
def test_nothing_public_changes_and_no_work_is_made(
    harvest_of: Callable[..., Run], adapter: str, bodies: dict[str, str], values: dict[str, Any], ends: list[str]
) -> None:
    seen = [harvest_of(adapter, bodies["whole"], **values).state]
    public = picture()
    assert len(public) == 2 * len(COURSES) + 1

    for name, body in list(bodies.items())[1:]:
        seen.append(harvest_of(adapter, body).state)
        assert picture() == public, name
    seen.append(harvest_of(adapter, bodies["whole"]).state)

    assert picture() == public
    assert seen == ends
    assert db.session.query(Run).where(Run.state == QUARANTINED).count() == 0
