"""Opens the engine that the setting CATALOGUE_SEARCH_URL names."""

from pathlib import Path

from catalogue.search.engine import SearchEngine
from catalogue.search.engines.whoosh import WhooshEngine

INDEX_NAME = "index"
DEFAULT_HELD_MEGABYTES = 48
MEGABYTE = 2**20


class UnknownEngine(ValueError):
    """The address names no engine this site has."""


def open_engine(url: str, instance: Path, *, held_megabytes: int = DEFAULT_HELD_MEGABYTES) -> SearchEngine:
    """`whoosh:` keeps the index in the instance folder. Touches no file yet. Raises UnknownEngine.

    `held_megabytes` see the setting SEARCH_HELD_MEGABYTES.
    """
    if url == "whoosh:":
        return WhooshEngine(instance / INDEX_NAME, held_bytes=held_megabytes * MEGABYTE)
    raise UnknownEngine(f"CATALOGUE_SEARCH_URL={url!r} names no search engine; whoosh: is the one there is")
