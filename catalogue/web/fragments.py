"""`{% keep KEY, ... %}` in templates: a piece of a page rendered once for each key and used again.

The key must name everything the piece shows, by value or by the version of its row; the language and how the reader
wants pages shown are part of every key. What nobody asked for of late is forgotten first.
"""

from collections.abc import Callable
from threading import Lock
from typing import Any

from cachetools import LRUCache
from flask import Flask
from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from catalogue.languages import language
from catalogue.web.display import current_display

MOST_KEPT = 8192
"""Pieces: cards of about a kilobyte, mostly, so about 10 MB."""


class Keep(Extension):
    """The tag itself. Nothing is kept while templates are being worked on (TEMPLATES_AUTO_RELOAD)."""

    tags = {"keep"}  # noqa: RUF012 - Jinja declares it so

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._pieces: LRUCache[tuple[Any, ...], Markup] = LRUCache(MOST_KEPT)
        self._lock = Lock()

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        key = [parser.parse_expression()]
        while parser.stream.skip_if("comma"):
            key.append(parser.parse_expression())
        body = parser.parse_statements(("name:endkeep",), drop_needle=True)
        call = self.call_method("_piece", [nodes.Tuple(key, "load")])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _piece(self, named: tuple[Any, ...], caller: Callable[[], Markup]) -> Markup:
        if self.environment.auto_reload:
            return caller()
        key = (language().tag, current_display(), *named)
        with self._lock:
            piece = self._pieces.get(key)
        if piece is None:
            piece = caller()
            with self._lock:
                self._pieces[key] = piece
        return piece


def init_fragments(app: Flask) -> None:
    """Give the templates of this application their own store of pieces."""
    app.jinja_env.add_extension(Keep)
