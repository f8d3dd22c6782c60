"""The addresses of all pages, from the route table: a page added later is tested without anyone remembering to."""

import re

from flask import Flask
from werkzeug.routing import Rule

from catalogue.languages import is_page
from tests.catalogue.web.shelf import Shelf

STATES = (
    "/search?q=手机&audience=elderly",
    "/search?q=手机#filters",
    "/search?q=qqzz",
    "/search?type=institution",
    "/no-such-page",
)
"""Pages that look different from the one their route shows without arguments."""

_FOLDER_WITH_ID = re.compile(r"^/(resource|lecture|collection|institution)s/<[^>]+>")


def page_paths(app: Flask, shelf: Shelf) -> list[str]:
    """Every page once; a route nobody gave an example for is an error."""
    candidates = [_example(rule, shelf) for rule in app.url_map.iter_rules() if _may_be_a_page(rule)]
    client = app.test_client()
    answers = {path: client.get(path) for path in candidates}
    pages = [path for path, answer in answers.items() if (answer.status_code, answer.mimetype) == (200, "text/html")]
    return [*pages, *STATES, shelf.archived, shelf.withdrawn]


def _may_be_a_page(rule: Rule) -> bool:
    """What only leads elsewhere is told by its answer."""
    return "GET" in (rule.methods or ()) and is_page(rule.rule)


def _example(rule: Rule, shelf: Shelf) -> str:
    path = _FOLDER_WITH_ID.sub(lambda found: str(getattr(shelf, found.group(1))), rule.rule)
    if "<" in path:
        raise LookupError(f"no example for the route {rule.rule}: name one in {__file__}")
    return path
