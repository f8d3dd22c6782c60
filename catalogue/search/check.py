"""Compares the index with the database, thing by thing."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from catalogue.db import db
from catalogue.search.documents import MODELS, is_public
from catalogue.search.engine import SearchEngine


@dataclass(frozen=True)
class Differences:
    """Public ids that the index lacks, holds in another version, or holds though nothing public has them."""

    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.extra)


def check(engine: SearchEngine) -> Differences:
    """What a sync has not written yet shows up here too. Raises IndexUnavailable."""
    indexed = engine.versions()
    public: dict[str, int] = {}
    for model in MODELS:
        public.update(_public_versions(model))
    return Differences(
        missing=tuple(sorted(public.keys() - indexed.keys())),
        stale=tuple(sorted(id_ for id_, version in public.items() if indexed.get(id_, version) != version)),
        extra=tuple(sorted(indexed.keys() - public.keys())),
    )


def _public_versions(model: type[Any]) -> dict[str, int]:
    rows = db.session.execute(select(model.public_id, model.version).where(is_public(model)))
    return {row.public_id: row.version for row in rows}
