"""What everything public is called, by type, and what many people ask: read from the database and kept in memory."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from catalogue.domain.counts.asked_queries import popular_queries
from catalogue.models import Collection, Institution, Lecture, Resource
from catalogue.search.documents import is_public
from catalogue.search.engine import SearchEngine
from catalogue.search.kept import SMALL, KeptForAWhile
from catalogue.search.titles import Title, Titles

MOST = 300_000
"""Titles of one type, the newest; some 45 MB. Beyond that the catalogue needs another engine anyway."""
MOST_QUERIES = 500

NO_TITLES = Titles()

_MODELS: Mapping[str, type[Any]] = {
    "resource": Resource,
    "lecture": Lecture,
    "collection": Collection,
    "institution": Institution,
}


class KnownTitles:
    """Titles by type; `queries` are popular ones, the most often asked first."""

    def __init__(self, titles: Mapping[str, Titles], queries: list[str]) -> None:
        self._titles = titles
        self.queries = queries

    def __len__(self) -> int:
        return sum(map(len, self._titles.values()))

    def warm_up(self) -> None:
        """Make what is made at the first slip of the pen."""
        for titles in self._titles.values():
            titles.alike("课", missing=0, limit=1)

    def of_type(self, name: str) -> Titles:
        return self._titles.get(name, NO_TITLES)


_kept = KeptForAWhile[KnownTitles]()


def known_titles(engine: SearchEngine, session: Session) -> KnownTitles:
    """About a minute old when there are many. Works without an index."""
    bind = session.get_bind()
    return _kept.of(engine, lambda: _read(bind))


def _read(bind: Engine | Connection) -> KnownTitles:
    """In a session of its own, for it may be in a thread of its own; with all indexes, when they take long to make."""
    with Session(bind) as session:
        titles = {type_: Titles(_titles(session, type_)) for type_ in _MODELS}
        known = KnownTitles(titles, popular_queries(session, limit=MOST_QUERIES))
    if len(known) > SMALL:
        known.warm_up()
    return known


def _titles(session: Session, type_: str) -> Iterator[Title]:
    model = _MODELS[type_]
    name = model.name if model is Institution else model.title
    newest = select(name, model.public_id).where(is_public(model)).order_by(model.id.desc()).limit(MOST)
    for text, public_id in session.execute(newest):
        yield Title(text, type_, public_id)
