"""An engine with an index of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.search.engine import SearchEngine
from catalogue.search.location import open_engine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[SearchEngine]:
    engine = open_engine("whoosh:", tmp_path)
    engine.rebuild([])
    yield engine
    engine.close()
