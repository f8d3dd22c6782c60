"""The corpus as a harvested catalogue: resources with listings of several sources, and institutions by name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from benchmarks.stored_corpus import BATCH, store
from catalogue.db import writing
from catalogue.domain.institutions.providers import name_key
from catalogue.domain.text.addresses import address_key
from catalogue.models import Institution, InstitutionAlias, Listing, Resource
from catalogue.models.public_id import new_public_id
from tests.factories import make_source

SOURCES = 20


def store_listed(instance: Path, count: int) -> Flask:
    """A site in an empty folder with so many public resources, each with one listing."""
    app = store(instance, count)
    with app.app_context(), writing() as session:
        names = session.execute(select(Institution.id, Institution.name)).all()
        aliases = {name_key(name): number for number, name in names}
        rows = [{"institution_id": number, "name_key": key} for key, number in aliases.items()]
        session.execute(insert(InstitutionAlias), rows)
        sources = [make_source(session, title=f"测量用来源 {number}").id for number in range(SOURCES)]
        for first in range(0, count, BATCH):
            session.execute(insert(Listing), list(_listings(session, first, sources)))
    return app


def _listings(session: Session, first: int, sources: list[int]) -> Iterator[dict[str, Any]]:
    resources = select(Resource.id, Resource.url, Resource.title, Resource.teachers).order_by(Resource.id)
    for row in session.execute(resources.offset(first).limit(BATCH)):
        values = {"url": row.url, "title": row.title, "teachers": row.teachers}
        yield {
            "public_id": new_public_id(),
            "source_id": sources[row.id % SOURCES],
            "resource_id": row.id,
            "key": str(row.id),
            "address": address_key(row.url),
            "record_hash": "0" * 64,
            "latest": values,
            "accepted": values,
        }
