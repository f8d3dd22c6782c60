"""A site with a small catalogue on loopback, and the addresses of all its pages."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from flask import Flask
from flask_migrate import upgrade
from werkzeug.routing import Rule
from werkzeug.serving import make_server

from catalogue import create_app
from catalogue.db import writing
from catalogue.languages import is_page
from catalogue.search.sync import rebuild
from tests.catalogue.web.shelf import Shelf, fill_shelf

STATES = (
    "/search?q=手机&audience=elderly",
    "/search?q=手机#filters",
    "/search?q=qqzz",
    "/search?type=institution",
    "/no-such-page",
)
"""Pages that look different from the one their route shows without arguments."""

_FOLDER_WITH_ID = re.compile(r"^/(resource|lecture|collection|institution)s/<[^>]+>")


@dataclass(frozen=True)
class Site:
    app: Flask
    shelf: Shelf
    address: str


@contextmanager
def serving(instance: Path) -> Iterator[Site]:
    """One thing of every sort and state, in a folder that is not there yet."""
    app = create_app(instance, {"ALLOW_PRIVATE_NETWORKS": True})
    with app.app_context():
        upgrade()
        with writing() as session:
            shelf = fill_shelf(session)
        rebuild(app.extensions["search_engine"], instance)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Site(app, shelf, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()


def page_paths(site: Site) -> list[str]:
    """Every page of the route table, each once; a route nobody gave an example for is an error."""
    candidates = [_example(rule, site.shelf) for rule in site.app.url_map.iter_rules() if _may_be_a_page(rule)]
    client = site.app.test_client()
    answers = {path: client.get(path) for path in candidates}
    pages = [path for path, answer in answers.items() if (answer.status_code, answer.mimetype) == (200, "text/html")]
    return [*pages, *STATES, site.shelf.archived, site.shelf.withdrawn]


def _may_be_a_page(rule: Rule) -> bool:
    """What only leads elsewhere is told by its answer."""
    return "GET" in (rule.methods or ()) and is_page(rule.rule)


def _example(rule: Rule, shelf: Shelf) -> str:
    path = _FOLDER_WITH_ID.sub(lambda found: str(getattr(shelf, found.group(1))), rule.rule)
    if "<" in path:
        raise LookupError(f"no example for the route {rule.rule}: name one in {__file__}")
    return path
