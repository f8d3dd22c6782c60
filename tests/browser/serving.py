"""A site with a small catalogue on loopback."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from flask import Flask
from flask_migrate import upgrade
from werkzeug.serving import make_server

from catalogue import create_app
from catalogue.db import writing
from catalogue.search.sync import rebuild
from tests.catalogue.web.page_paths import page_paths
from tests.catalogue.web.shelf import Shelf, fill_shelf


@dataclass(frozen=True)
class Site:
    app: Flask
    shelf: Shelf
    address: str

    @property
    def pages(self) -> list[str]:
        """The paths of all its pages."""
        return page_paths(self.app, self.shelf)


@contextmanager
def serving(instance: Path) -> Iterator[Site]:
    """One thing of every sort and state, in a folder that is not there yet."""
    app = create_app(instance, {"ALLOW_PRIVATE_NETWORKS": True})
    with app.app_context():
        upgrade()
        with writing() as session:
            shelf = fill_shelf(session)
        rebuild(app.extensions["search_engine"], instance)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # not a line a request
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Site(app, shelf, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
