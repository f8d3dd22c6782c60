"""Answers a search: ids and counts from the engine, rows and names from the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from catalogue.db import db
from catalogue.domain.shown.kept_rows import COLLECTIONS, INSTITUTIONS, LECTURES, RESOURCES, KeptRows
from catalogue.domain.shown.listed import ListedResource, listed_resources
from catalogue.models import Collection, Institution, Lecture, Resource
from catalogue.models.vocabulary import Vocabulary, vocabulary
from catalogue.search.answering import answer
from catalogue.search.documents import is_public
from catalogue.search.engine import FACETS, Query, SearchEngine
from catalogue.search.kept import kept_until_index_changes
from catalogue.search.known_titles import known_titles
from catalogue.search.near import near_words
from catalogue.search.request import FACET_VOCABULARIES, SearchRequest
from catalogue.search.request import read_request as read_request
from catalogue.search.understanding import understand

MAX_DEPTH = 10_000
"""Results that can be paged to; whoever wants all of them takes the export or OAI-PMH."""
MOST_VALUES = {"institution": 50}

Thing = Resource | Lecture | Collection | Institution


class Named(NamedTuple):
    """What a value of a facet is called in Chinese, and the value above it or empty."""

    label: str
    parent: str = ""


LOGIN_NAMES = {"none": Named("无需登录"), "required": Named("需要登录"), "unknown": Named("未说明")}


class FacetValue(NamedTuple):
    """One choice of a facet; `count` is what choosing it as well would add, `parent` the value above it or empty."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # hides the method of tuples
    parent: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Results:
    """One page of things in the engine's order, and what holds for the whole result.

    `pages` counts only those that can be reached (MAX_DEPTH). `corrected` is the text searched for instead of the
    one typed, `suggested` one that is offered; either may be None. `relaxed` says that not every word of the query
    is in the results: `dropped` ones were not looked for, `partial` that of the others some suffice. `missed` says that
    nothing at all has every word as typed.
    `near` are words of the catalogue that resemble those of a query that found nothing.
    """

    request: SearchRequest
    total: int = 0
    items: Sequence[Thing | ListedResource] = ()
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)
    relaxed: bool = False
    partial: bool = False
    dropped: tuple[str, ...] = ()
    corrected: str | None = None
    suggested: str | None = None
    missed: bool = False
    near: tuple[str, ...] = ()

    @property
    def searched(self) -> str:
        """The text the results are about: the one typed, or what it was corrected to."""
        return self.corrected or self.request.text

    @property
    def in_vain(self) -> bool:
        """Whether a first page tells somebody that nothing has what was typed, question words apart, or was meant."""
        return self.missed and self.corrected is None and (self.partial or not self.total) and self.page == 1

    @property
    def as_typed(self) -> bool:
        """Whether a first page shows what has all the words somebody typed, and nothing else was asked for."""
        plain = bool(self.request.text) and not self.request.filters and self.page == 1
        return plain and self.total > 0 and not (self.missed or self.relaxed)

    @property
    def page(self) -> int:
        return self.request.page

    @property
    def per_page(self) -> int:
        return self.request.per_page

    @property
    def pages(self) -> int:
        return -(-min(self.total, MAX_DEPTH) // self.per_page)

    @property
    def too_deep(self) -> bool:
        """Whether the page exists but lies beyond MAX_DEPTH, so that its items were not fetched."""
        return MAX_DEPTH <= self.request.offset < self.total


def find(
    engine: SearchEngine, request: SearchRequest, facets: tuple[str, ...] = FACETS, *, listed: bool = False
) -> Results:
    """The page asked for; beyond the end it is empty. Only `facets` are counted. Raises IndexUnavailable.

    `listed` asks for resources with only the columns that lists have, which takes a fraction of the time. What
    vanished or went private since the index was written is left out of the page, not of the total. The request in
    the results names institutions by public id, however they were asked for.
    """
    asked = replace(request, filters=_with_institution_ids(request.filters))
    reachable = request.offset < MAX_DEPTH
    answered = answer(
        engine,
        Query(
            text=asked.text,
            type=asked.type,
            filters=asked.filters,
            sort=asked.sort,
            offset=asked.offset if reachable else 0,
            limit=asked.per_page if reachable else 0,
            facets=facets,
            most=MOST_VALUES,
        ),
        lambda: known_titles(engine, db.session()).of_type(asked.type),
    )
    hits = answered.hits
    return Results(
        request=asked,
        total=hits.total,
        items=listed_resources(hits.ids) if listed and asked.type == "resource" else load_public(asked.type, hits.ids),
        facets={name: _facet(engine, name, hits.facets.get(name, {}), asked) for name in facets},
        relaxed=answered.relaxed,
        partial=answered.partial,
        dropped=answered.dropped,
        corrected=answered.corrected,
        suggested=answered.suggested,
        missed=answered.missed,
        near=near_words(engine, asked.text) if answered.missed and not hits.total else (),
    )


def ids_with_all_words(engine: SearchEngine, text: str, type_: str, *, limit: int) -> Sequence[str]:
    """Public ids of the best things of a type that have every word of the text. Raises IndexUnavailable."""
    return engine.search(Query(text=text, wishes=understand(text), type=type_, limit=limit)).ids


def all_titles(session: Session) -> list[str]:
    """The titles of everything a learner can use."""
    return list(session.scalars(select(Resource.title).where(is_public(Resource))))


def load_public(type_: str, ids: Sequence[str]) -> list[Thing]:
    """The public things of one type with these public ids, in the order of the ids, in one query."""
    if not ids:
        return []
    kept, statement = _BY_PUBLIC_ID[type_]
    rows = {row.public_id: row for row in kept.read(statement, ids=list(ids)) if _is_shown(row)}
    return [rows[public_id] for public_id in ids if public_id in rows]


def _is_shown(thing: Thing) -> bool:
    """Looked at here: asked for ids and a state, SQLite walks through everything public by the index on states."""
    if isinstance(thing, Institution):
        return True
    return thing.state == "public" and not (isinstance(thing, Resource) and thing.link_dead)


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_BY_PUBLIC_ID: Mapping[str, tuple[KeptRows[Any], Select[*tuple[Any, ...]]]] = {
    "resource": (RESOURCES, RESOURCES.stamps.where(Resource.public_id.in_(_IDS))),
    "lecture": (LECTURES, LECTURES.stamps.where(Lecture.public_id.in_(_IDS))),
    "collection": (COLLECTIONS, COLLECTIONS.stamps.where(Collection.public_id.in_(_IDS))),
    "institution": (INSTITUTIONS, INSTITUTIONS.stamps.where(Institution.public_id.in_(_IDS), is_public(Institution))),
}


@kept_until_index_changes
def _institution_names(_engine: SearchEngine) -> Mapping[str, Named]:
    """The names of institutions with something public, by public id.

    What comes to light, and a new name, is a new document, so the index changes with it.
    """
    with Session(db.engine) as session:
        rows = session.execute(select(Institution.public_id, Institution.name).where(is_public(Institution)))
        return {row.public_id: Named(row.name) for row in rows}


def _with_institution_ids(filters: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The filters with institutions by public id, which the index knows; people may have sent slugs."""
    asked = filters.get("institution")
    if not asked:
        return dict(filters)
    known = select(Institution.public_id, Institution.slug).where(
        or_(Institution.public_id.in_(asked), Institution.slug.in_(asked)), is_public(Institution)
    )
    ids = {name: public_id for public_id, slug in db.session.execute(known) for name in (public_id, slug)}
    return {**filters, "institution": tuple(dict.fromkeys(ids.get(name, name) for name in asked))}


def _facet(engine: SearchEngine, name: str, counts: Mapping[str, int], asked: SearchRequest) -> list[FacetValue]:
    """The values of a facet, most frequent first; what is chosen is always among them."""
    chosen = asked.filters.get(name, ())
    present = {**counts, **{value: 0 for value in chosen if value not in counts}}
    names = _names(engine, name, present)
    return [
        FacetValue(value, known.label, count, known.parent, value in chosen)
        for value, count in present.items()
        if (known := names.get(value))
    ]


def _names(engine: SearchEngine, facet: str, values: Mapping[str, int]) -> Mapping[str, Named]:
    """At least those of the values; an institution that is gone has none, another unknown value is its own name."""
    if facet == "institution":
        return _institution_names(engine)
    known = LOGIN_NAMES if facet == "login" else _vocabulary_names(vocabulary(FACET_VOCABULARIES[facet]))
    unknown = values.keys() - known.keys()
    return {**known, **{value: Named(value) for value in unknown}} if unknown else known


@lru_cache(maxsize=len(FACET_VOCABULARIES))
def _vocabulary_names(words: Vocabulary) -> Mapping[str, Named]:
    """Of all terms; kept, since a page of results names a hundred of them."""
    return {code: Named(words.label(code), words.parent(code)) for code in words.terms}
