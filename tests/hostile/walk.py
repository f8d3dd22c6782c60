"""A walk through the whole site: every page is looked at, every form on it sent, and every page looked at again."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from catalogue.db import writing
from catalogue.domain.counts.views import LECTURE_VIEWS, VIEWS
from catalogue.domain.upkeep.site_facts import ensure_namespace
from catalogue.search.sync import rebuild
from tests.hostile.filling import WebForm, all_hostile, forms_of, hostile_where_free
from tests.hostile.pages import Site, faults_of
from tests.hostile.scene import Scene
from tests.hostile.stages import Staging, stages
from tests.hostile.strings import round_and_round

MOST_PAGES = 2
"""Pages from which one form is sent: the way out, say, stands on every page."""


@dataclass
class Walk:
    """`sent` counts the endpoints that forms were sent to, `statuses` the answers; `wrong` says what was where."""

    app: Flask
    scene: Scene
    site: Site
    tags: list[str]
    learning: bool = False
    sent: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def run(self) -> None:
        for _, staging in stages(self.app):
            self._look_and_send(staging)
        self.look()

    def look(self) -> None:
        VIEWS.write()
        LECTURE_VIEWS.write()
        rebuild(self.app.extensions["search_engine"], self.app.config["INSTANCE"], force=True)
        for _, staging in stages(self.app):
            client, path = staging(self.scene)
            self._look(client, path)

    def _look_and_send(self, staging: Staging) -> None:
        """Each form first with hostile strings everywhere, then on pages opened afresh so that it may be taken."""
        client, path = staging(self.scene)
        for number, form in enumerate(_forms(self._look(client, path), path)):
            endpoint = self._endpoint(form)
            if self.sent[endpoint] < MOST_PAGES:
                self.sent[endpoint] += 1
                self._send(client, form, all_hostile(form, self.scene.words))
                for button in form.buttons or [None]:
                    self._send_afresh(staging, number, button)

    def _send_afresh(self, staging: Staging, number: int, button: tuple[str, str] | None) -> None:
        client, path = staging(self.scene)
        for form in _forms(client.get(path), path)[number : number + 1]:
            self._send(client, form, hostile_where_free(form, self.scene.words, button=button))

    def _send(self, client: FlaskClient, form: WebForm, filled: MultiDict[str, Any]) -> None:
        answer = client.post(form.action, data=filled)
        self.check(answer, f"POST {form.action}")
        if answer.status_code == 303:
            self._look(client, answer.location)

    def _look(self, client: FlaskClient, path: str) -> TestResponse:
        answer = client.get(path)
        self.check(answer, path)
        return answer

    def check(self, answer: TestResponse, where: str) -> None:
        self.statuses[answer.status_code] += 1
        if self.learning and answer.mimetype == "text/html" and answer.data:
            self.site.learn(answer.text)
        self.wrong += [f"{where}: {fault}" for fault in faults_of(answer, self.site, self.tags)]

    def _endpoint(self, form: WebForm) -> str:
        try:
            return str(self.app.url_map.bind("localhost").match(form.action.partition("?")[0], method="POST")[0])
        except HTTPException:
            self.wrong.append(f"a form to nowhere: {form.action}")
            return ""


def _forms(answer: TestResponse, path: str) -> list[WebForm]:
    return forms_of(answer.text, path) if answer.mimetype == "text/html" else []


def plain_walk(app: Flask) -> Walk:
    """What the site looks like when nobody means harm."""
    _prepare(app)
    site = Site()
    site.learn_templates(app.jinja_env)
    walk = Walk(app, Scene(app, _plain_words()), site, [], learning=True)
    walk.look()
    return walk


def hostile_walk(app: Flask, strings: list[str], site: Site) -> Walk:
    """The same with hostile strings."""
    _prepare(app)
    walk = Walk(app, Scene(app, round_and_round(strings)), site, site.tags_of(strings))
    walk.run()
    return walk


def _prepare(app: Flask) -> None:
    """Faults are answered as they are to readers, and nobody is sent away for asking too often."""
    app.testing = False
    app.config["RATE_LIMITS"] = False
    with writing() as session:
        ensure_namespace(session)
    rebuild(app.extensions["search_engine"], app.config["INSTANCE"], force=True)


def _plain_words() -> Iterator[str]:
    return (f"普通的字{number}" for number in count(1))
