"""Real answers of others, where they lie beside the checkout: nothing but RecordError and SourceError comes out."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, Site

from harvesters import registry
from harvesters.adapters.ical import Ical
from harvesters.errors import RecordError, SourceError
from harvesters.http import Http
from harvesters.record import Adapter

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the collected data is not beside this checkout")

FIRST_START = re.compile(rb"BEGIN:VEVENT.*?DTSTART[^:\r\n]*:(\d{4})(\d\d)(\d\d)", re.DOTALL)
JSON_LD_BLOCK = re.compile(r"<script[^>]*ld\+json[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)
TOLD_HEADER = re.compile(rb"(?:Header|Server):\s+(Content-[\w-]+):[ \t]*([^\r\n]*)", re.IGNORECASE)


def count(adapter: Adapter, http: Http, options: dict[str, Any]) -> Counter[str]:
    """How many items were read, refused, deleted or not ours; an unreadable source counts as one `source`."""
    counts: Counter[str] = Counter()
    try:
        for item in adapter.find(http, options):
            json.dumps(item.data, allow_nan=False).encode()
            if item.deleted:
                counts["deleted"] += 1
                continue
            try:
                counts["read" if adapter.read(item) else "not ours"] += 1
            except RecordError:
                counts["refused"] += 1
    except SourceError:
        counts["source"] += 1
    return counts


def count_answers(adapter: Adapter, http: Http, site: Site, answers: Iterable[Answer]) -> Counter[str]:
    total: Counter[str] = Counter()
    for answer in answers:
        site.answers["/answer"] = answer
        total += count(adapter, http, {"url": site.url + "/answer"})
    return total


def files(folder: str, pattern: str = "*") -> list[Path]:
    return sorted(path for path in (DATA / folder).rglob(pattern) if path.is_file())


@pytest.mark.parametrize(
    ("file", "options", "expected"),
    [
        (
            "courses/icourse163-2024-derived/all_course_with_code.csv",
            {"address": "https://www.icourse163.org/course/{school_code}-{id}"},
            {"read": 10_770},
        ),
        ("courses/icourse163-2017-yeonzi/mooc.csv", {}, {"read": 1_219}),
        ("courses/mooc-xlsx-2020-tongtongsong/class_info_with_url.xlsx", {}, {"read": 6_396}),
        ("courses/ALL-courses-merged-derived.jsonl", {}, {"read": 9_091, "refused": 10_770}),
        ("oer-lists/oer_commons_clean.csv", {}, {"read": 2_173, "refused": 3}),
        ("mit-learn/oll_metadata.csv", {}, {"read": 64}),
        ("tess-fixtures/ingestion/materials.csv", {}, {"read": 3}),
        ("tess-fixtures/ingestion/events_NCI.csv", {}, {"read": 14}),
        ("courses/icourse163-2024-zw688/all_course.csv", {}, {"source": 1}),
        ("courses/mooc-xlsx-2020-tongtongsong/cate.xlsx", {}, {"source": 1}),
    ],
)
def test_tables(http: Http, file: str, options: dict[str, str], expected: dict[str, int]) -> None:
    assert count(registry.get("table"), http, {"file": str(DATA / file), **options}) == expected


def test_no_file_of_another_kind_breaks_the_table_adapter(http: Http) -> None:
    others = [*files("security"), *files("html-zh"), *files("ical/china-holiday"), *files("admin-divisions")]

    for file in others:
        count(registry.get("table"), http, {"file": str(file)})
    assert len(others) > 80


def as_feed(file: Path) -> Answer:
    """The file with the headers its own comment tells to send."""
    body = file.read_bytes()
    told = {name.decode(): value.decode("latin-1").strip() for name, value in TOLD_HEADER.findall(body[:2000])}
    return Answer(body, headers={"Content-Type": "application/xml", **told})


def test_feeds(http: Http, site: Site) -> None:
    corpus = [*files("feeds/feedparser", "*.xml"), *files("feeds/feed-rs", "*.xml"), *files("feeds/miniflux", "*.xml")]
    corpus += [*files("mit-learn", "*.rss"), *files("security/defusedxml"), *files("html-zh", "*.html")]

    counts = count_answers(registry.get("feed"), http, site, map(as_feed, corpus))

    assert len(corpus) > 2_190
    assert counts["read"] >= 380
    assert counts["source"] <= 40


def test_repositories(http: Http, site: Site) -> None:
    sickle = DATA / "oai-pmh/sickle"
    for page in sickle.glob("*.xml"):
        site.serve(f"/oai?verb=ListRecords&resumptionToken={page.name}", page.read_bytes())
    site.serve("/oai", (sickle / "ListRecords.xml").read_bytes())
    chain = count(registry.get("oai_pmh"), http, {"url": site.url + "/oai"})
    corpus = [*files("oai-pmh", "*.xml"), *files("security/defusedxml")]

    counts = count_answers(registry.get("oai_pmh"), http, site, (Answer(file.read_bytes()) for file in corpus))

    assert chain == {"read": 4, "deleted": 4}
    assert counts["read"] >= 95


def test_marked_up_pages(http: Http, site: Site) -> None:
    pages = [*files("oersi-etl", "*.html"), *files("tess-fixtures", "*.html"), *files("jsonld/extruct", "*.html")]
    pages += [*files("tess-fixtures", "*.json"), *files("html-zh", "*.html"), *files("security/h5sc")]
    texts = (file.read_text(encoding="utf-8") for file in files("jsonld/schemaorg", "*.txt"))
    blocks = [block.encode() for text in texts for block in JSON_LD_BLOCK.findall(text)]
    answers = (Answer(body, headers={"Content-Type": "text/html"}) for body in blocks)

    from_pages = count_answers(registry.get("schema_org"), http, site, (Answer(file.read_bytes()) for file in pages))
    from_blocks = count_answers(registry.get("schema_org"), http, site, answers)

    assert from_pages["read"] >= 49
    assert from_blocks["read"] >= 85


def test_calendars(http: Http, site: Site) -> None:
    counts: Counter[str] = Counter()
    for file in [*files("ical", "*.ics"), *files("tess-fixtures", "*.ics")]:
        body = file.read_bytes()
        found = FIRST_START.search(body)
        year, month, day = map(int, found.groups()) if found else (2026, 1, 1)
        now = datetime(year, min(max(month, 1), 12), min(max(day, 1), 28), tzinfo=UTC)
        reader = Ical(now=lambda now=now: now)  # type: ignore[misc]
        counts += count_answers(reader, http, site, [Answer(body, headers={"Content-Type": "text/calendar"})])

    assert counts["read"] >= 1_200


def test_naughty_strings_stay_text(http: Http, site: Site, tmp_path: Path) -> None:
    strings = json.loads((DATA / "security/blns/blns.json").read_text(encoding="utf-8"))
    table = tmp_path / "table.jsonl"
    rows = ({"title": text, "url": f"https://a.example/{n}", "简介": text} for n, text in enumerate(strings))
    table.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    said = ("name", "description", "url", "offers")
    nodes = [{"@type": "Course", "@id": f"/{n}", **dict.fromkeys(said, text)} for n, text in enumerate(strings)]

    from_table = count(registry.get("table"), http, {"file": str(table)})
    from_page = count(registry.get("schema_org"), http, {"url": site.serve("/n", json.dumps(nodes))})

    assert from_table["read"] + from_table["refused"] == len(strings)
    assert from_page["read"] + from_page["refused"] == len(strings)
    assert from_table["read"] > 420
