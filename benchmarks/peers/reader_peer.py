"""The `reader` library: a feed fetched, parsed by feedparser and stored in SQLite."""

import logging
import os
from pathlib import Path

from reader import make_reader

# The feedparser that we use too: the copy reader carries wants a module that Python no longer has.
os.environ["READER_NO_VENDORED_FEEDPARSER"] = "1"
# It overlooks the media type of answers and says so at each.
logging.getLogger("reader").setLevel(logging.ERROR)


def harvest(url: str, database: Path) -> int:
    """Take a feed in for the first time; returns how many entries are stored."""
    with make_reader(str(database)) as reader:
        reader.add_feed(url)
        reader.update_feed(url)
        return reader.get_entry_counts().total or 0
