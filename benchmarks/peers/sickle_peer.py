"""The `sickle` library: an OAI-PMH repository walked to its end, each record written to one bare SQLite table."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from sickle import Sickle


def harvest(url: str, database: Path) -> int:
    """Take a repository in for the first time, in one transaction; returns how many records are stored."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE record (identifier PRIMARY KEY, metadata)")
        records = Sickle(url).ListRecords(metadataPrefix="oai_dc")
        rows = ((record.header.identifier, json.dumps(record.metadata, ensure_ascii=False)) for record in records)
        connection.executemany("INSERT INTO record VALUES (?, ?)", rows)
        [count] = connection.execute("SELECT count(*) FROM record").fetchone()
        return int(count)
