"""SQLite FTS5: one virtual table, bm25() with weights, facets counted with GROUP BY over the hits."""

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.peers.words import FIELDS, WEIGHTS, Answer, asked_words, others, texts_of
from catalogue.search.engine import Document, Query


class Fts5Peer:
    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._db = sqlite3.connect(folder / "fts5.sqlite", isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA temp_store=MEMORY;"
            "CREATE TABLE document (number INTEGER PRIMARY KEY, id TEXT, time REAL);"
            "CREATE TABLE facet (number INTEGER, name TEXT, code TEXT, PRIMARY KEY (number, name, code)) WITHOUT ROWID;"
            f"CREATE VIRTUAL TABLE words USING fts5 ({', '.join(FIELDS)}, content='', tokenize='unicode61');"
            "CREATE TEMP TABLE hit (number INTEGER PRIMARY KEY, score REAL);"
        )

    def build(self, documents: Iterable[Document]) -> None:
        self._db.execute("BEGIN")
        marks = ", ".join("?" * (len(FIELDS) + 1))
        for number, document in enumerate(documents, start=1):
            row = (number, document.id, document.date.timestamp())
            self._db.execute("INSERT INTO document VALUES (?, ?, ?)", row)
            self._db.execute(
                f"INSERT INTO words (rowid, {', '.join(FIELDS)}) VALUES ({marks})",
                (number, *texts_of(document).values()),
            )
            codes = [(number, name, code) for name, values in document.facets.items() for code in values]
            self._db.executemany("INSERT INTO facet VALUES (?, ?, ?)", codes)
        self._db.execute("COMMIT")

    def search(self, query: Query) -> Answer:
        match = " AND ".join('"' + " ".join(words).replace('"', "") + '"' for words in asked_words(query))
        weights = ", ".join(str(WEIGHTS[name]) for name in FIELDS)
        self._db.execute("DELETE FROM hit")
        self._db.execute(
            f"INSERT INTO hit SELECT rowid, bm25(words, {weights}) FROM words WHERE words MATCH ?", (match,)
        )
        inside, values = _narrowing(query.filters)
        total = self._db.execute(f"SELECT count(*) FROM hit WHERE {inside}", values).fetchone()[0]
        order = "time DESC" if query.sort == "newest" else "score, time DESC"
        page = self._db.execute(
            f"SELECT id FROM hit JOIN document USING (number) WHERE {inside} ORDER BY {order} LIMIT ? OFFSET ?",
            (*values, query.limit, query.offset),
        )
        return Answer(
            [public_id for (public_id,) in page], total, {name: self._count(query, name) for name in query.facets}
        )

    def _count(self, query: Query, name: str) -> dict[str, int]:
        inside, values = _narrowing(others(query, name))
        rows = self._db.execute(
            f"SELECT code, count(*) FROM hit JOIN facet USING (number) WHERE name = ? AND {inside} GROUP BY code",
            (name, *values),
        )
        return dict(rows.fetchall())


def _narrowing(filters: Mapping[str, tuple[str, ...]]) -> tuple[str, list[str]]:
    conditions, values = ["1"], []
    for name, codes in filters.items():
        marks = ", ".join("?" * len(codes))
        conditions.append(f"number IN (SELECT number FROM facet WHERE name = ? AND code IN ({marks}))")
        values += [name, *codes]
    return " AND ".join(conditions), values
