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
DEVICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
OPENED_SIGNED_OUT = ("signing.form", "registration.form", "registration.thanks", "reset.form", "reset.asked")
LINKS_OF_MAILS = ("registration.confirmation", "reset.choose", "email.look", "invitation.show")
"""Pages behind a link that was mailed: without one they say that it does not work."""
MORE = (
    ("", "{reset}"),
    ("", "{confirmation}"),
    ("", "{invitation}"),
    ("owner", "{email_change}"),
    ("stranger", "/account/"),
    ("stranger", "/account/close"),
    ("stranger", "/portal/"),
    ("applicant", "/portal/"),
    ("halfway", "/account/second-factor"),
    ("administrator", "/account/second-factor"),
    ("administrator", "/account/"),
    *(
        ("beginner", f"/portal/{{quiet}}/{page}")
        for page in ("", "resources/", "lectures/", "submissions", "links", "members", "tokens", "sources/", "upload")
    ),
    ("owner", "/portal/{institution}/resources/?state=withdrawn"),
    ("owner", "/portal/{institution}/resources/{withdrawn}"),
    ("reviewer", "/review/"),
    ("reviewer", "/review/?kind=new_resource&whose=mine"),
    ("senior_reviewer", "/review/find?q=手机"),
    ("senior_reviewer", "/review/find?q=没有的"),
    ("senior_reviewer", "/review/resources/{withdrawn}"),
    ("senior_reviewer", "/review/sources/{busy}"),
    ("administrator", "/admin/sources/{busy}"),
    ("administrator", "/admin/accounts/{stopped}"),
    ("administrator", "/admin/accounts/?q=没有的"),
    ("administrator", "/admin/institutions/?q=没有的"),
    ("administrator", "/admin/sources/?q=没有的"),
    ("administrator", "/admin/applications/?state=refused"),
    ("administrator", "/admin/outbox/?state=sent"),
    ("administrator", "/admin/outbox/?state=failed"),
    ("administrator", "/admin/vocabularies/?name=regions"),
    ("administrator", "/admin/ledger?words=没有的"),
)
"""Rooms that are empty, lists that are narrowed and links of mails: who opens them, and paths with names of ids."""


def work_paths(app: Flask, desk: Desk) -> dict[str, list[str]]:
    """Every page once, by who opens it: a role, or "" for somebody not signed in."""
    found: dict[str, list[str]] = {}
    for rule in app.url_map.iter_rules():
        area = rule.rule.split("/")[1]
        if area not in PEOPLE or "GET" not in (rule.methods or ()) or rule.endpoint in LINKS_OF_MAILS:
            continue
        role = "" if rule.endpoint in OPENED_SIGNED_OUT else PEOPLE[area]
        found.setdefault(role, []).extend(_examples(rule.endpoint, rule.rule, desk))
    for role, path in MORE:
        found.setdefault(role, []).append(desk.path(path))
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


def cookie_of(app: Flask, account: Account, *, second_factor: bool = True) -> str:
    """The cookie of a session in which the password was given, and the code."""
    with writing() as session:
        key = open_session(session, session.merge(account), address="127.0.0.1", device=DEVICE)
        opened = session.scalars(select(AccountSession).where(AccountSession.key_hash == hash_of(key))).one()
        opened.second_factor_at = now() if second_factor else None
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return str(signer.dumps({"_user_id": key, "_fresh": True}))


class Office:
    """A site with a full desk, whose people open their pages."""

    def __init__(self, site: Site) -> None:
        self.address = site.address
        with site.app.app_context():
            self.desk = fill_desk()
            self._cookies = {
                role: cookie_of(site.app, account, second_factor=role != "halfway")
                for role, account in self.desk.people.items()
            }
        self.paths = work_paths(site.app, self.desk)

    @property
    def pages(self) -> Iterator[tuple[str, str]]:
        """Who opens which path."""
        return ((role, path) for role, paths in self.paths.items() for path in paths)

    def name(self, role: str, path: str) -> str:
        """The path with words for what it is about, after the role where it is not the usual one."""
        subjects = {
            **{f"/account/{kind}-link": path for kind, path in self.desk.links.items()},
            **self.desk.ids,
            **{f"{kind}-task": one for kind, one in self.desk.tasks.items()},
        }
        for name, part in subjects.items():
            path = path.replace(part, name)
        return path if role in ("", PEOPLE[path.split("/")[1]]) else f"{role}{path}"

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
