"""The corpus as rows of a database: what an index is built from, and what answers over HTTP are made of."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from benchmarks.corpus import documents
from catalogue import create_app
from catalogue.db import writing
from catalogue.domain.matching.keys import title_blocks
from catalogue.domain.text.titles import compared
from catalogue.domain.upkeep.site_facts import ensure_namespace
from catalogue.models import Institution, Resource
from catalogue.models.public_id import new_public_id
from catalogue.search.engine import Document

BATCH = 5000


def store(instance: Path, count: int) -> Flask:
    """A site in an empty folder with so many public resources, nothing indexed yet."""
    app = create_app(instance)
    with app.app_context():
        upgrade()
        with writing() as session:
            ensure_namespace(session)
            _fill(session, documents(count))
    return app


def _fill(session: Session, corpus: Iterable[Document]) -> None:
    providers: dict[str, int] = {}
    corpus = iter(corpus)
    while batch := list(islice(corpus, BATCH)):
        fresh = {document.texts["provider"]: document for document in batch}
        rows = [_institution(name, document) for name, document in fresh.items() if name not in providers]
        if rows:
            session.execute(insert(Institution), rows)
            providers.update(session.execute(select(Institution.name, Institution.id)).tuples().all())
        session.execute(insert(Resource), list(_resources(batch, providers)))


def _institution(name: str, document: Document) -> dict[str, Any]:
    region = document.facets["region"][-1]
    return {"public_id": new_public_id(), "name": name, "kind": "school", "region": region}


def _resources(batch: Iterable[Document], providers: dict[str, int]) -> Iterator[dict[str, Any]]:
    for document in batch:
        texts, facets = document.texts, document.facets
        title, provider_id = compared(texts["title"]), providers[texts["provider"]]
        head, tail = title_blocks(provider_id, title)
        yield {
            "public_id": new_public_id(),
            "state": "public",
            "title": texts["title"],
            "title_key": title.key,
            "title_head": head,
            "title_tail": tail,
            "url": f"https://www.example.edu.cn/course/{document.id}",
            "summary": texts["summary"],
            "provider_id": provider_id,
            "teachers": texts["teachers"].split("、") if texts["teachers"] else [],
            "subjects": [texts["topics"]] if texts["topics"] else [],
            "topics": list(facets["topic"]),
            "audiences": list(facets["audience"]),
            "kind": facets["kind"][0],
            "level": facets["level"][0],
            "language": facets["language"][0],
            "cost": "free",
            "published_at": document.date,
            "created_at": document.date,
        }
