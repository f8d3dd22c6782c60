"""Incremental harvests: what changed is asked for by the source's own clock, and now and then everything."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from catalogue.db import db, now, writing
from catalogue.domain.runs.perform import harvest
from catalogue.models import Resource, Run, Source
from tests.catalogue.domain.paged_place import BOB, counters
from tests.factories import make_source
from tests.harvesters.loopback import Site

FIRST = "/oai?verb=ListRecords&metadataPrefix=oai_dc"
MONDAY, TUESDAY = datetime(2020, 1, 6, 8, 30, 5, tzinfo=UTC), datetime(2020, 1, 7, 8, 30, 5, tzinfo=UTC)
SINCE_MONDAY = f"{FIRST}&from=2020-01-06T08%3A30%3A05Z"
SINCE_TUESDAY = f"{FIRST}&from=2020-01-07T08%3A30%3A05Z"
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def answer(body: str, at: datetime = MONDAY) -> str:
    date = f"<responseDate>{at:%Y-%m-%dT%H:%M:%SZ}</responseDate>"
    return f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{date}{body}</OAI-PMH>'


def records(*numbers: int, at: datetime = MONDAY, deleted: int = 0) -> str:
    listed = "".join(
        f"<record><header><identifier>{number}</identifier></header><metadata><dc {DC}>"
        f"<dc:title>第{number}课</dc:title><dc:identifier>https://a.example/{number}</dc:identifier></dc></metadata></record>"
        for number in numbers
    )
    gone = f'<record><header status="deleted"><identifier>{deleted}</identifier></header></record>' if deleted else ""
    return answer(f"<ListRecords>{listed}{gone}</ListRecords>", at)


def identify(site: Site, deletions: str = "persistent", granularity: str = "YYYY-MM-DDThh:mm:ssZ") -> None:
    body = f"<deletedRecord>{deletions}</deletedRecord><granularity>{granularity}</granularity>"
    site.serve("/oai?verb=Identify", answer(f"<Identify>{body}</Identify>"))


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    identify(site)
    site.serve(FIRST, records(*range(1, 11)))
    yield site
    site.close()


@pytest.fixture
def source(app: Flask, site: Site) -> Source:
    with writing() as session:
        return make_source(session, url=f"{site.url}/oai", adapter="oai_pmh")


@pytest.fixture
def harvested(app: Flask, source: Source) -> Callable[..., Run]:
    return lambda **more: harvest(db.session.get_one(Source, source.id), app.config, by=BOB, **more)


def lists(site: Site) -> list[str]:
    return [request for request in site.requests if "ListRecords" in request]


def test_the_second_harvest_asks_for_what_changed_since_the_first_answer(
    site: Site, harvested: Callable[..., Run]
) -> None:
    site.serve(SINCE_MONDAY, records(10, 11, at=TUESDAY))
    site.serve(SINCE_TUESDAY, records(at=TUESDAY + timedelta(days=1)))

    whole, changes, none = harvested(), harvested(), harvested()

    assert lists(site) == [FIRST, SINCE_MONDAY, SINCE_TUESDAY]
    assert [(run.full, run.since) for run in (whole, changes, none)] == [
        (True, None),
        (False, MONDAY),
        (False, TUESDAY),
    ]
    assert counters(changes) == {"found": 2, "unchanged": 1, "new": 1}
    assert (none.state, counters(none)) == ("done", {})
    assert db.session.query(Resource).where(Resource.state == "public").count() == 11


def test_a_source_that_tells_days_is_asked_by_the_day(site: Site, harvested: Callable[..., Run]) -> None:
    identify(site, granularity="YYYY-MM-DD")
    site.serve(f"{FIRST}&from=2020-01-06", records(1))

    harvested(), harvested()

    assert lists(site) == [FIRST, f"{FIRST}&from=2020-01-06"]


def test_a_deletion_that_is_told_archives(site: Site, harvested: Callable[..., Run]) -> None:
    site.serve(SINCE_MONDAY, records(deleted=3, at=TUESDAY))

    harvested(), harvested()

    assert [row.title for row in db.session.query(Resource).where(Resource.state == "archived")] == ["第3课"]


def test_a_failed_harvest_does_not_move_the_clock(site: Site, source: Source, harvested: Callable[..., Run]) -> None:
    harvested()
    assert harvested().state == "failed"  # nothing is served there yet

    site.serve(SINCE_MONDAY, records(11, at=TUESDAY))
    assert harvested().state == "done"
    assert db.session.get_one(Source, source.id).harvested_until == TUESDAY


def test_now_and_then_everything_is_asked_for_and_silent_deletions_come_out(
    app: Flask, site: Site, source: Source, harvested: Callable[..., Run]
) -> None:
    harvested()
    with writing() as session:
        long_ago = now() - timedelta(days=app.config["FULL_HARVEST_DAYS"], seconds=1)
        session.get_one(Source, source.id).full_harvest_at = long_ago
    site.serve(FIRST, records(*range(1, 10)))

    assert counters(harvested()) == {"found": 9, "unchanged": 9, "missing": 1}
    assert lists(site) == [FIRST, FIRST]


def test_a_person_may_ask_for_everything(site: Site, harvested: Callable[..., Run]) -> None:
    harvested()

    assert harvested(everything=True).full is True
    assert lists(site) == [FIRST, FIRST]


def test_a_source_silent_about_deletions_is_always_asked_for_everything(
    site: Site, harvested: Callable[..., Run]
) -> None:
    identify(site, deletions="no")

    harvested(), harvested()

    assert lists(site) == [FIRST, FIRST]
