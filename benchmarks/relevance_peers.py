"""What relevance is measured against: each peer takes documents and answers a typed text with ids, its own usual way.

FTS5 and tantivy are fed the words of our own analyser, so that they differ in everything but segmentation.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import tantivy
from jieba.analyse import ChineseAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in
from whoosh.qparser import MultifieldParser

from catalogue.search.answering import answer
from catalogue.search.engine import Document, Query
from catalogue.search.location import open_engine
from catalogue.search.text import terms
from catalogue.search.titles import Title, Titles

FIELDS = ("title", "provider", "teachers")
TITLE_WEIGHT = 8.0


class Peer(Protocol):
    name: str

    def index(self, documents: Sequence[Document], folder: Path) -> None: ...

    def search(self, text: str, limit: int) -> list[str]: ...


def our_words(text: str) -> str:
    return " ".join(dict.fromkeys(term for term, _position in terms(text)))


class Ours:
    name = "this engine"

    def index(self, documents: Sequence[Document], folder: Path) -> None:
        self._engine = open_engine("whoosh:", folder)
        self._engine.rebuild(documents)
        titles = Titles(Title(one.texts["title"], "resource", one.id) for one in documents)
        self._titles = lambda: titles

    def search(self, text: str, limit: int) -> list[str]:
        return list(answer(self._engine, Query(text=text, limit=limit), self._titles).hits.ids)


class PlainWhoosh:
    """As jieba's and Whoosh's own pages show it: ChineseAnalyzer, MultifieldParser, all words needed."""

    name = "Whoosh + jieba ChineseAnalyzer"

    def index(self, documents: Sequence[Document], folder: Path) -> None:
        text = TEXT(analyzer=ChineseAnalyzer())
        self._index = create_in(str(folder), Schema(id=ID(stored=True), title=text, provider=text, teachers=text))
        writer = self._index.writer()
        for document in documents:
            writer.add_document(id=document.id, **{name: document.texts.get(name, "") for name in FIELDS})
        writer.commit()
        self._searcher = self._index.searcher()

    def search(self, text: str, limit: int) -> list[str]:
        query = MultifieldParser(list(FIELDS), self._index.schema).parse(text)
        return [hit["id"] for hit in self._searcher.search(query, limit=limit)]


class Fts5:
    """Any of our words, ordered by bm25 with the title weighing more."""

    name = "SQLite FTS5"

    def index(self, documents: Sequence[Document], folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "fts5.sqlite")
        self._connection.execute("CREATE VIRTUAL TABLE course USING fts5(id UNINDEXED, title, provider, teachers)")
        rows = [(one.id, *(our_words(one.texts.get(name, "")) for name in FIELDS)) for one in documents]
        self._connection.executemany("INSERT INTO course VALUES (?, ?, ?, ?)", rows)

    def search(self, text: str, limit: int) -> list[str]:
        match = " OR ".join(f'"{word}"' for word in our_words(text).split())
        if not match:
            return []
        statement = f"SELECT id FROM course WHERE course MATCH ? ORDER BY bm25(course, 0, {TITLE_WEIGHT}, 2, 3) LIMIT ?"
        return [row[0] for row in self._connection.execute(statement, (match, limit))]


class Tantivy:
    """Any of our words, BM25 with the title weighing more."""

    name = "tantivy"

    def index(self, documents: Sequence[Document], folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        for name in FIELDS:
            builder.add_text_field(name, tokenizer_name="whitespace")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        writer = self._index.writer()
        for one in documents:
            texts = {name: our_words(one.texts.get(name, "")) for name in FIELDS}
            writer.add_document(tantivy.Document(id=one.id, **texts))
        writer.commit()
        self._index.reload()

    def search(self, text: str, limit: int) -> list[str]:
        weights = {"title": TITLE_WEIGHT, "provider": 2.0, "teachers": 3.0}
        wanted = []
        for word in our_words(text).split():
            for name, weight in weights.items():
                term = tantivy.Query.term_query(self._schema, name, word)
                wanted.append((tantivy.Occur.Should, tantivy.Query.boost_query(term, weight)))
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(wanted), limit).hits if wanted else []
        return [searcher.doc(address)["id"][0] for _score, address in hits]
