"""Every adapter reads its saved examples as written down; an adapter without one fails here."""

import dataclasses
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from loopback import Site
from reading import read_one

from harvesters import registry
from harvesters.adapters.ical import Ical
from harvesters.http import Http
from harvesters.record import Adapter, Item

EXAMPLES = Path(__file__).parent / "examples"
CASES = sorted(path.parent for path in EXAMPLES.glob("*/*/case.json"))
STANDING = "http://source.example"


@pytest.mark.parametrize("name", registry.names())
def test_every_adapter_has_an_example(name: str) -> None:
    assert [case.name for case in CASES if case.parent.name == name] != []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_example_reads_as_expected(case: Path, site: Site, http: Http) -> None:
    """case.json says which file answers which address and with what options; expected.json what comes of it."""
    told = json.loads((case / "case.json").read_text(encoding="utf-8"))
    for path, answer in told["answers"].items():
        site.serve(path, (case / answer["file"]).read_bytes(), answer["type"])
    adapter = reader(case.parent.name)
    options = {**told["options"], "url": site.url + told["options"]["url"]}

    found = [outcome(adapter, item) for item in adapter.find(http, options)]

    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(found).replace(site.url, STANDING)) == expected


def reader(name: str) -> Adapter:
    """The adapter, with a clock that stands still where there is one."""
    return Ical(now=lambda: datetime(2026, 11, 23, 8, tzinfo=UTC)) if name == "ical" else registry.get(name)


def outcome(adapter: Adapter, item: Item) -> dict[str, Any]:
    """What became of an item, without the fields that say nothing."""
    if item.deleted:
        return {"key": item.key, "deleted": True}
    record = read_one(adapter, item)
    if record is None or isinstance(record, str):
        return {"key": item.key, "refused": record}
    said = {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
    return {name: plain(value) for name, value in said.items() if value not in (None, "", (), False, "unknown")}


def plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
