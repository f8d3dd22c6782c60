"""tantivy, Rust's search library, through its Python package: fields with boosts, facets as terms aggregations."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.peers.words import FIELDS, WEIGHTS, Answer, asked_words, others, texts_of
from catalogue.search.engine import Document, Query

WRITER_BYTES = 256 * 2**20
MOST_CODES = 5000


class TantivyPeer:
    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_integer_field("time", fast=True)
        for name in FIELDS:
            builder.add_text_field(name, tokenizer_name="whitespace")
        self._facets = ("topic", "audience", "kind", "level", "institution", "region", "language")
        for name in self._facets:
            builder.add_text_field(f"f_{name}", fast=True, tokenizer_name="raw", index_option="basic")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, str(folder))

    def build(self, documents: Iterable[Document]) -> None:
        writer = self._index.writer(WRITER_BYTES)
        for document in documents:
            values: dict[str, Any] = {"id": document.id, "time": int(document.date.timestamp()), **texts_of(document)}
            values.update({f"f_{name}": list(document.facets[name]) for name in self._facets})
            writer.add_document(tantivy.Document(**values))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, query: Query) -> Answer:
        searcher = self._index.searcher()
        words = self._words(query)
        whole = self._narrowed(words, query.filters)
        order = "time" if query.sort == "newest" else None
        found: Any = searcher.search(whole, query.limit, count=True, offset=query.offset, order_by_field=order)
        return Answer([searcher.doc(hit)["id"][0] for _key, hit in found.hits], found.count, self._counts(query, words))

    def _counts(self, query: Query, words: Any) -> dict[str, dict[str, int]]:
        """One aggregation for all facets without a choice, one more for each facet with one."""
        free = [name for name in query.facets if name not in query.filters]
        counts = self._aggregated(self._narrowed(words, query.filters), free)
        for name in query.filters:
            counts.update(self._aggregated(self._narrowed(words, others(query, name)), [name]))
        return counts

    def _aggregated(self, query: Any, names: Iterable[str]) -> dict[str, dict[str, int]]:
        wanted = {name: {"terms": {"field": f"f_{name}", "size": MOST_CODES}} for name in names}
        found = self._index.searcher().aggregate(query, wanted)
        return {name: {each["key"]: each["doc_count"] for each in found[name]["buckets"]} for name in wanted}

    def _words(self, query: Query) -> Any:
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, self._anywhere(words)) for words in asked_words(query)]
        )

    def _anywhere(self, words: list[str]) -> Any:
        fields = [tantivy.Query.boost_query(self._in_field(name, words), WEIGHTS[name]) for name in FIELDS]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, field) for field in fields])

    def _in_field(self, name: str, words: list[str]) -> Any:
        if len(words) > 1:
            return tantivy.Query.phrase_query(self._schema, name, [*words])
        return tantivy.Query.term_query(self._schema, name, words[0])

    def _narrowed(self, words: Any, filters: Any) -> Any:
        chosen = [
            tantivy.Query.term_set_query(self._schema, f"f_{name}", list(codes)) for name, codes in filters.items()
        ]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in (words, *chosen)])
