"""Opens the engine that the setting CATALOGUE_SEARCH_URL names."""

from pathlib import Path

from catalogue.search.engine import SearchEngine
from catalogue.search.engines.whoosh import WhooshEngine

INDEX_NAME = "index"


class UnknownEngine(ValueError):
    """The address names no engine this site has."""


def open_engine(url: str, instance: Path) -> SearchEngine:
    """`whoosh:` keeps the index in the instance folder. Touches no file yet. Raises UnknownEngine."""
    if url == "whoosh:":
        return WhooshEngine(instance / INDEX_NAME)
    raise UnknownEngine(f"CATALOGUE_SEARCH_URL={url!r} names no search engine; whoosh: is the one there is")
