"""The `reader` library: a feed fetched, parsed by its feedparser and stored in SQLite."""

from pathlib import Path

from reader import make_reader


def harvest(url: str, database: Path) -> int:
    """Take a feed in for the first time; returns how many entries are stored."""
    with make_reader(str(database)) as reader:
        reader.add_feed(url)
        reader.update_feed(url)
        return reader.get_entry_counts().total or 0
