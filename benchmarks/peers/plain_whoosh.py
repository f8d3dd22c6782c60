"""Whoosh as its tutorial uses it: a field a text, BM25F, facets with groupedby."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import fields, query, sorting
from whoosh.analysis import RegexTokenizer
from whoosh.index import create_in

from benchmarks.peers.words import FIELDS, WEIGHTS, Answer, asked_words, others, texts_of
from catalogue.search.engine import Document, Query

FACETS = ("topic", "audience", "kind", "level", "institution", "region", "language")


class PlainWhooshPeer:
    name = "plain Whoosh"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        texts = {name: fields.TEXT(RegexTokenizer(r"\S+"), field_boost=WEIGHTS[name]) for name in FIELDS}
        facets = {name: fields.KEYWORD(sortable=True) for name in FACETS}
        date = fields.DATETIME(sortable=True)
        self._index = create_in(str(folder), fields.Schema(id=fields.ID(stored=True), time=date, **texts, **facets))

    def build(self, documents: Iterable[Document]) -> None:
        writer = self._index.writer()
        for document in documents:
            facets = {name: " ".join(document.facets[name]) for name in FACETS}
            time = document.date.replace(tzinfo=None)
            writer.add_document(id=document.id, time=time, **texts_of(document), **facets)
        writer.commit()

    def search(self, asked: Query) -> Answer:
        words = query.And([_anywhere(words) for words in asked_words(asked)])
        with self._index.searcher() as searcher:
            free = [name for name in asked.facets if name not in asked.filters]
            found = searcher.search(
                words,
                limit=asked.offset + asked.limit,
                filter=_chosen(asked.filters),
                groupedby=_groups(free),
                sortedby=sorting.FieldFacet("time", reverse=True) if asked.sort == "newest" else None,
            )
            counts = {name: _sizes(found, name) for name in free}
            for name in asked.filters:
                grouped = searcher.search(words, filter=_chosen(others(asked, name)), groupedby=_groups([name]))
                counts[name] = _sizes(grouped, name)
            ids = [hit["id"] for hit in found[asked.offset : asked.offset + asked.limit]]
            return Answer(ids, len(found), counts)


def _anywhere(words: list[str]) -> Any:
    if len(words) > 1:
        return query.Or([query.Phrase(name, words) for name in FIELDS])
    return query.Or([query.Term(name, words[0]) for name in FIELDS])


def _chosen(filters: Any) -> Any:
    chosen = [query.Or([query.Term(name, code) for code in codes]) for name, codes in filters.items()]
    return query.And(chosen) if chosen else None


def _groups(names: Iterable[str]) -> Any:
    groups = sorting.Facets()
    for name in names:
        groups.add_field(name, allow_overlap=True, maptype=sorting.Count)
    return groups


def _sizes(found: Any, name: str) -> dict[str, int]:
    return {code: count for code, count in found.groups(name).items() if code}
