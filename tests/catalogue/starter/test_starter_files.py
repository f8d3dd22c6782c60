"""The starter catalogue keeps its promises: known codes, real addresses, no duplicates, nothing dangling."""

import csv
import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import icalendar
import pytest

import catalogue
from harvesters.adapters.table import Table
from harvesters.http import Http
from harvesters.record import ResourceRecord

CATALOGUE = Path(catalogue.__file__).parent
STARTER = CATALOGUE / "starter"
TABLES = sorted((STARTER / "resources").glob("*.csv"))
COLUMNS = ["id", "title", "url", "provider", "kind", "language", "level", "audiences", "subjects", "teachers"]
COLUMNS += ["cost", "login", "accessibility", "summary", "provenance"]
WEEK = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"}

Row = dict[str, str]


def rows_of(table: Path) -> list[Row]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def resources() -> list[Row]:
    return [row for table in TABLES for row in rows_of(table)]


@cache
def institutions() -> list[Row]:
    return rows_of(STARTER / "institutions.csv")


@cache
def collections() -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], json.loads((STARTER / "collections.json").read_text(encoding="utf-8")))


@cache
def lectures() -> list[Any]:
    calendar = icalendar.Calendar.from_ical((STARTER / "lectures.ics").read_bytes())
    return list(calendar.walk("VEVENT"))


@cache
def codes(vocabulary: str) -> set[str]:
    entries = json.loads((CATALOGUE / "vocabularies" / f"{vocabulary}.json").read_text(encoding="utf-8"))
    return {entry["code"] for entry in entries}


@cache
def topics_with_children() -> set[str]:
    entries = json.loads((CATALOGUE / "vocabularies" / "topics.json").read_text(encoding="utf-8"))
    return {entry["parent"] for entry in entries if "parent" in entry}


def values(rows: Iterable[Row], column: str) -> set[str]:
    return {value for row in rows for value in row[column].split(";") if value}


def repeated(keys: Iterable[Any]) -> list[Any]:
    return [key for key, times in Counter(keys).items() if times > 1]


def canonical(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}"


def items_of(collection: dict[str, Any]) -> list[dict[str, str]]:
    return [item for section in collection["sections"] for item in section["items"]]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_a_table_has_exactly_the_columns_promised(table: Path) -> None:
    with table.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_the_table_adapter_reads_every_row(table: Path) -> None:
    adapter = Table()
    items = list(adapter.find(cast(Http, None), {"file": str(table)}))
    records = [cast(ResourceRecord, adapter.read(item)) for item in items]
    rows = rows_of(table)

    assert [record.key for record in records] == [row["id"] for row in rows]
    assert [record.title for record in records] == [row["title"] for row in rows]
    assert [record.provenance for record in records] == [row["provenance"] for row in rows]
    assert [record.cost for record in records] == [row["cost"] for row in rows]


def test_there_are_a_few_hundred_resources() -> None:
    assert 300 <= len(resources()) <= 450


def test_ids_are_unique() -> None:
    assert repeated(row["id"] for row in resources()) == []


def test_addresses_are_unique() -> None:
    assert repeated(canonical(row["url"]) for row in resources()) == []


def test_a_provider_never_has_two_resources_of_one_title() -> None:
    assert repeated((row["title"], row["provider"]) for row in resources()) == []


def test_addresses_are_http_and_carry_no_tracking() -> None:
    bad = [row["url"] for row in resources() if urlsplit(row["url"]).scheme not in ("http", "https")]
    tracked = [
        row["url"]
        for row in resources()
        for name, _ in parse_qsl(urlsplit(row["url"]).query)
        if name.startswith(("utm_", "spm", "vd_source"))
    ]
    assert (bad, tracked) == ([], [])


@pytest.mark.parametrize("column", ["id", "title", "url", "provider", "kind", "language", "provenance"])
def test_no_row_leaves_out_what_every_row_must_say(column: str) -> None:
    assert [row["id"] for row in resources() if not row[column].strip()] == []


@pytest.mark.parametrize(
    ("column", "vocabulary"),
    [
        ("kind", "kinds"),
        ("language", "languages"),
        ("level", "levels"),
        ("audiences", "audiences"),
        ("subjects", "topics"),
        ("accessibility", "accessibility"),
    ],
)
def test_resources_use_known_codes_only(column: str, vocabulary: str) -> None:
    assert values(resources(), column) - codes(vocabulary) == set()


def test_every_resource_has_one_to_three_topics() -> None:
    assert {len(row["subjects"].split(";")) for row in resources() if row["subjects"]} <= {1, 2, 3}
    assert [row["id"] for row in resources() if not row["subjects"]] == []


def test_every_topic_without_children_has_a_resource() -> None:
    leaves = codes("topics") - topics_with_children()
    assert leaves - values(resources(), "subjects") == set()


def test_every_audience_finds_something() -> None:
    assert codes("audiences") - values(resources(), "audiences") == set()


def test_nothing_costs_money() -> None:
    assert values(resources(), "cost") == {"free", "free_with_paid_certificate"}
    assert values(resources(), "login") <= {"none", "required", "unknown"}


def test_every_provider_is_an_institution_and_every_institution_a_provider() -> None:
    names = [row["name"] for row in institutions()]
    assert repeated(names) == []
    assert set(names) == values(resources(), "provider")


def test_institutions_use_known_codes_only() -> None:
    assert values(institutions(), "kind") - codes("institution_kinds") == set()
    assert values(institutions(), "region") - codes("regions") == set()
    assert [row["name"] for row in institutions() if not (row["kind"] and row["region"])] == []


def test_an_alias_names_one_institution() -> None:
    names = [row["name"] for row in institutions()]
    aliases = [alias for row in institutions() for alias in row["aliases"].split(";") if alias]
    assert repeated(names + aliases) == []


def test_there_are_at_least_five_collections_with_ascii_slugs() -> None:
    slugs = [collection["slug"] for collection in collections()]
    assert len(slugs) >= 5
    assert repeated(slugs) == []
    assert [slug for slug in slugs if not slug.isascii()] == []


@pytest.mark.parametrize("collection", collections(), ids=lambda collection: collection["slug"])
def test_a_collection_has_six_annotated_items_that_exist(collection: dict[str, Any]) -> None:
    items = items_of(collection)
    known = values(resources(), "id")

    assert len(items) >= 6
    assert [item["resource"] for item in items if item["resource"] not in known] == []
    assert repeated(item["resource"] for item in items) == []
    assert [item["resource"] for item in items if not item["note"]] == []


def test_collections_use_known_codes_only() -> None:
    audiences = {code for collection in collections() for code in collection["audiences"]}
    topics = {code for collection in collections() for code in collection["topics"]}
    assert audiences - codes("audiences") == set()
    assert topics - codes("topics") == set()


def test_every_sample_lecture_says_it_is_a_sample_and_links_nowhere() -> None:
    assert [str(event["SUMMARY"])[:4] for event in lectures()] == ["【示例】"] * len(lectures())
    assert ["示例" in str(event["DESCRIPTION"]) for event in lectures()] == [True] * len(lectures())
    assert [event.get("URL") for event in lectures()] == [None] * len(lectures())


def test_every_day_of_the_week_has_a_sample_lecture_that_never_ends() -> None:
    rules = [event["RRULE"] for event in lectures()]
    assert {day for rule in rules for day in rule["BYDAY"]} == WEEK
    assert [rule for rule in rules if rule["FREQ"] != ["WEEKLY"] or "UNTIL" in rule or "COUNT" in rule] == []


def test_sample_lectures_last_sixty_to_ninety_minutes() -> None:
    minutes = [(event["DTEND"].dt - event["DTSTART"].dt).total_seconds() / 60 for event in lectures()]
    assert [length for length in minutes if not 60 <= length <= 90] == []
