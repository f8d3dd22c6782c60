"""A site for scanners: one thing of every sort, people of several roles and a token, on loopback without bounds.

`python -m tests.soak.scanned_site [PORT]` prints the address, the cookies and the token, and serves until it is
stopped. Forms carry no token against forgery and nobody is sent away for asking too often, so that a scanner's
requests reach what lies behind. The scanners themselves are Debian's packages `wapiti` and `sqlmap`:

    wapiti -u http://127.0.0.1:8123/ -H "Cookie: session=..." --flush-session --max-scan-time 600
    sqlmap -u "http://127.0.0.1:8123/search?q=1&topic=1" --batch --level 2 --risk 1
"""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from catalogue import create_app
from catalogue.db import writing
from catalogue.domain.submissions.api_tokens import NewToken, issue_token
from catalogue.models import Account, Institution
from catalogue.models.api_token import SCOPES
from catalogue.search.sync import rebuild
from tests.catalogue.web.shelf import fill_shelf
from tests.factories import make_institution
from tests.people import make_account, sign_in
from tests.reviewing import waiting_task

SETTINGS = {"RATE_LIMITS": False, "WTF_CSRF_ENABLED": False, "ALLOW_PRIVATE_NETWORKS": False}


@dataclass(frozen=True)
class ScannedSite:
    """`cookies` are the session cookies by role."""

    app: Flask
    address: str
    institution: str
    cookies: dict[str, str]
    token: str


@contextmanager
def scanned_site(instance: Path, port: int = 0) -> Iterator[ScannedSite]:
    """The site, in a folder that is not there yet, as long as the context lasts."""
    app = create_app(instance, SETTINGS)
    with app.app_context():
        upgrade()
        with writing() as session:
            people, institution, token = _fill(session)
            public_id = institution.public_id
        rebuild(app.extensions["search_engine"], instance)
        cookies = {role: _cookie(app, account) for role, account in people.items()}
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # not a line a request
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield ScannedSite(app, f"http://127.0.0.1:{server.server_port}", public_id, cookies, token)
    finally:
        server.shutdown()
        thread.join()


def _fill(session: Session) -> tuple[dict[str, Account], Institution, str]:
    fill_shelf(session)
    institution = make_institution(session, name="赣江职业学院")
    for _ in range(3):
        waiting_task(session)
    people = {
        "owner": make_account(session, institution=institution),
        "reviewer": make_account(session, "reviewer", "senior_reviewer"),
        "administrator": make_account(session, "administrator"),
    }
    _, token = issue_token(session, institution, NewToken("扫描", tuple(SCOPES), None), by=people["owner"].actor)
    return people, institution, token


def _cookie(app: Flask, account: Account) -> str:
    client = app.test_client()
    sign_in(client, account)
    cookie = client.get_cookie("session")
    if cookie is None:
        raise RuntimeError("signing in gave no cookie")
    return cookie.value


def main(port: int) -> None:
    with TemporaryDirectory() as folder, scanned_site(Path(folder) / "instance", port) as site:
        print(f"{site.address}/\ninstitution {site.institution}\ntoken {site.token}", flush=True)
        for role, cookie in site.cookies.items():
            print(f"{role} Cookie: session={cookie}", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
