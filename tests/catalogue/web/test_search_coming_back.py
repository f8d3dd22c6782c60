"""An index lost or damaged while the site runs: people are told, and the next sync brings it back."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue.db import writing
from catalogue.search.sync import rebuild, sync
from tests.factories import make_resource


@pytest.fixture
def instance(app: Flask) -> Path:
    """A site with one indexed resource."""
    instance = Path(app.instance_path)
    with writing() as session:
        make_resource(session, title="手机入门")
    rebuild(app.extensions["search_engine"], instance)
    return instance


def lose(index: Path) -> None:
    shutil.rmtree(index)


def damage(index: Path) -> None:
    for path in (*index.glob("*/*.toc"), *index.glob("*/*.trm")):
        path.write_bytes(path.read_bytes()[:40])


@pytest.mark.parametrize("spoil", [lose, damage])
def test_search_comes_back_by_itself(app: Flask, client: FlaskClient, instance: Path, spoil) -> None:
    assert "手机入门" in client.get("/search?q=手机").text
    spoil(instance / "index")
    app.extensions["search_engine"].close()

    away = client.get("/search?q=手机")
    assert (away.status_code, "搜索正在恢复" in away.text) == (503, True)
    assert client.get("/").status_code == 200

    assert sync(app.extensions["search_engine"], instance).rebuilt
    back = client.get("/search?q=手机")
    assert (back.status_code, "手机入门" in back.text) == (200, True)
