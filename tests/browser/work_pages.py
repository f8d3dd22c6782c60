"""The addresses of all pages for signed-in people, from the route table, and the people who open them."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select

from catalogue.db import now, writing
from catalogue.domain.accounts.sessions import hash_of, open_session
from catalogue.models import Account, AccountSession
from tests.browser.serving import Site, serving
from tests.work_desk import Desk, fill_desk

PEOPLE = {"account": "owner", "portal": "owner", "review": "senior_reviewer", "admin": "administrator"}
"""Who opens the pages of an area, by the first part of their addresses."""
SUBJECTS = {
    "portal_resources": "resource",
    "portal_resource_forms": "resource",
    "portal_lectures": "lecture",
    "portal_lecture_forms": "lecture",
    "own_application": "own_application",
    "review_sources": "source",
    "admin_applications": "application",
    "admin_institutions": "institution",
    "admin_account": "account",
    "admin_sources": "source",
    "admin_runs": "run",
    "admin_outbox": "mail",
}
"""What the `public_id` in an address is the id of, by the family of the page."""
OPENED_SIGNED_OUT = ("signing.form", "registration.form", "registration.thanks", "reset.form", "reset.asked")
LINKS_OF_MAILS = ("registration.confirmation", "reset.choose", "email.look", "invitation.show")
"""Pages behind a link that was mailed: without one they say that it does not work."""


def work_paths(app: Flask, desk: Desk) -> dict[str, list[str]]:
    """Every page once, by who opens it: a role, or "" for somebody not signed in."""
    found: dict[str, list[str]] = {}
    for rule in app.url_map.iter_rules():
        area = rule.rule.split("/")[1]
        if area not in PEOPLE or "GET" not in (rule.methods or ()) or rule.endpoint in LINKS_OF_MAILS:
            continue
        role = "" if rule.endpoint in OPENED_SIGNED_OUT else PEOPLE[area]
        found.setdefault(role, []).extend(_examples(rule.endpoint, rule.rule, desk))
    found[""].append(desk.invitation)
    return found


def _examples(endpoint: str, rule: str, desk: Desk) -> list[str]:
    if rule.endswith((".xlsx", ".csv", ".json", "/proof")):
        return []
    school, family = desk.ids["institution"], endpoint.partition(".")[0]
    path = rule.replace("<public_id:institution>", school).replace("<public_id:upload>", desk.ids["upload"])
    if family == "review_tasks":
        return [_with(path, task) for task in desk.tasks.values()]
    if endpoint == "review_things.show":
        kinds = "<any(resources, lectures):kind>"
        return [_with(path.replace(kinds, f"{one}s"), desk.ids[one]) for one in ("resource", "lecture")]
    if endpoint == "review_bulk.form":
        return [f"{path}?task={desk.tasks['new']}&task={desk.tasks['flagged']}"]
    if endpoint == "clinic.proposal":
        return [f"{path}?adapter=feed&address=https://www.example.edu.cn/news.xml"]
    if "<" in path and family not in SUBJECTS:
        raise LookupError(f"no example for the route {rule}: name one in {__file__}")
    return [_with(path, desk.ids[SUBJECTS[family]]) if "<" in path else path]


def _with(path: str, public_id: str) -> str:
    return re.sub(r"<public_id:public_id>", public_id, path)


def cookie_of(app: Flask, account: Account) -> str:
    """The cookie of a session in which password and code were given."""
    with writing() as session:
        key = open_session(session, session.merge(account), address="127.0.0.1", device="test")
        session.scalars(
            select(AccountSession).where(AccountSession.key_hash == hash_of(key))
        ).one().second_factor_at = now()
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return str(signer.dumps({"_user_id": key, "_fresh": True}))


class Office:
    """A site with a full desk, whose people open their pages."""

    def __init__(self, site: Site) -> None:
        self.address = site.address
        with site.app.app_context():
            self.desk = fill_desk()
            self._cookies = {role: cookie_of(site.app, account) for role, account in self.desk.people.items()}
        self.paths = work_paths(site.app, self.desk)

    @property
    def pages(self) -> Iterator[tuple[str, str]]:
        """Who opens which path."""
        return ((role, path) for role, paths in self.paths.items() for path in paths)

    def name(self, path: str) -> str:
        """The path with words for what it is about: portal/institution/resources/resource."""
        subjects = {**self.desk.ids, **{f"{kind}-task": one for kind, one in self.desk.tasks.items()}}
        for name, public_id in subjects.items():
            path = path.replace(public_id, name)
        return path.partition("?")[0].replace(self.desk.invitation, "/account/invitation")

    def come(self, context: Any, role: str) -> None:
        """Let the browser's context be that of somebody with the role."""
        display = [one for one in context.cookies() if one["name"] == "display"]
        context.clear_cookies()
        context.add_cookies([*display, *([self._cookie(role)] if role else [])])

    def _cookie(self, role: str) -> Mapping[str, str]:
        return {"name": "session", "value": self._cookies[role], "url": self.address}


@contextmanager
def office(instance: Path) -> Iterator[Office]:
    with serving(instance) as site:
        yield Office(site)
