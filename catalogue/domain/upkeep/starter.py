"""The starter catalogue: real resources, collections and sample lectures for an empty site.

Each file is an ordinary source read by its adapter; an address `starter:NAME` leads into catalogue/starter/.
"""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.config import PACKAGE
from catalogue.db import db, writing
from catalogue.domain.institutions.providers import add_alias, find_or_make_institution
from catalogue.domain.intake.publishing import publish_collection
from catalogue.domain.runs.perform import harvest
from catalogue.domain.runs.work import STARTER_SCHEME, Progress, no_progress
from catalogue.domain.sources.states import approve, trust
from catalogue.errors import CatalogueError
from catalogue.models import Collection, CollectionItem, CollectionSection, Institution, Listing, Resource, Source

STARTER = PACKAGE / "starter"
LECTURES = "lectures.ics"
LECTURES_EVERY_HOURS = 24
TITLES = {
    "bilibili": "哔哩哔哩上的课程",
    "books-and-guides": "图书和指南",
    "icourse163": "中国大学MOOC",
    "icourse163-jiangxi": "中国大学MOOC的江西课程",
    "learning-sites": "学习网站",
    "lectures": "示例讲座",
    "museums-and-libraries": "博物馆和图书馆",
    "national-platforms": "国家级平台",
    "open-courses": "各国公开课",
}
"""What readers see on a resource's page as the source it was taken from, by the name of the file."""


def load_starter(settings: Mapping[str, Any], *, by: str, progress: Progress = no_progress) -> None:
    """Fill an empty site, each file through its adapter. Going on after an interruption is safe."""
    with writing() as session:
        _describe_institutions(session)
        sources = _starter_sources(session, settings["SITE_NAME"], by=by)
        numbers = [source.id for source in sources]
    for number in numbers:
        run = harvest(db.session.get_one(Source, number), settings, by=by, progress=progress)
        if run.state != "done":
            raise CatalogueError(f"初始目录 {run.source.url} 未能载入：{run.message}")
    with writing() as session:
        _make_collections(session, numbers, by=by)


def _describe_institutions(session: Session) -> None:
    with (STARTER / "institutions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            institution = find_or_make_institution(session, row["name"])
            institution.kind, institution.region = row["kind"], row["region"]
            institution.homepage = row["homepage"]
            for alias in filter(None, row["aliases"].split(";")):
                add_alias(session, institution, alias)


def _starter_sources(session: Session, owner: str, *, by: str) -> list[Source]:
    institution = find_or_make_institution(session, owner)
    tables = sorted(path.relative_to(STARTER) for path in STARTER.glob("resources/*.csv"))
    sources = [_starter_source(session, institution, "table", str(table), by=by) for table in tables]
    lectures = _starter_source(session, institution, "ical", LECTURES, by=by)
    lectures.every_hours = LECTURES_EVERY_HOURS
    return [*sources, lectures]


def _starter_source(session: Session, institution: Institution, adapter: str, name: str, *, by: str) -> Source:
    url = f"{STARTER_SCHEME}{name}"
    source = session.scalars(select(Source).where(Source.url == url)).first()
    if source is None:
        title = f"初始目录 · {TITLES[Path(name).stem]}"
        source = Source(title=title, adapter=adapter, url=url, institution=institution)
        session.add(source)
        session.flush()
        approve(session, source, by=by)
        trust(session, source, by=by)
    return source


def _make_collections(session: Session, source_ids: list[int], *, by: str) -> None:
    wanted = json.loads((STARTER / "collections.json").read_text(encoding="utf-8"))
    known = set(session.scalars(select(Collection.slug)))
    listings = select(Listing.key, Resource).join(Listing.resource).where(Listing.source_id.in_(source_ids))
    resources: dict[str, Resource] = {row.key: row.Resource for row in session.execute(listings)}
    for position, values in enumerate(wanted):
        if values["slug"] not in known:
            collection = _collection(values, resources, position)
            session.add(collection)
            session.flush()
            publish_collection(session, collection, by=by)


def _collection(values: Mapping[str, Any], resources: Mapping[str, Resource], position: int) -> Collection:
    return Collection(
        slug=values["slug"],
        title=values["title"],
        summary=values["summary"],
        topics=values["topics"],
        audiences=values["audiences"],
        position=position,
        sections=[
            CollectionSection(
                position=place, title=section["title"], note=section["note"], items=_items(section, resources)
            )
            for place, section in enumerate(values["sections"])
        ],
    )


def _items(section: Mapping[str, Any], resources: Mapping[str, Resource]) -> list[CollectionItem]:
    return [
        CollectionItem(position=place, resource=resources[item["resource"]], note=item["note"])
        for place, item in enumerate(section["items"])
    ]
