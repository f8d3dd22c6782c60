"""A small catalogue with one thing of every sort, found by search and shown on pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from catalogue.db import writing
from catalogue.search.sync import rebuild
from catalogue.web.permission_table import ANYBODY, WHO
from tests.catalogue.web.shelf import Shelf, fill_shelf

AddPage = Callable[[str, Callable[[], Any]], None]


@pytest.fixture
def add_page(app: Flask, monkeypatch: pytest.MonkeyPatch) -> AddPage:
    """Gives the site one more page, open to anybody."""

    def add(path: str, view: Callable[[], Any]) -> None:
        app.add_url_rule(path, path, view)
        monkeypatch.setitem(WHO, path, (ANYBODY,))

    return add


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
