"""A small catalogue with one thing of every sort, found by search and shown on pages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from catalogue.db import writing
from catalogue.search.sync import rebuild
from tests.catalogue.web.shelf import Shelf, fill_shelf


@pytest.fixture
def index_all(app: Flask) -> Callable[[], None]:
    def index() -> None:
        rebuild(app.extensions["search_engine"], Path(app.instance_path))

    return index


@pytest.fixture
def shelf(app: Flask, index_all: Callable[[], None]) -> Shelf:
    with writing() as session:
        paths = fill_shelf(session)
    index_all()
    return paths
