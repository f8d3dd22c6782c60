"""From where: what is done in a request is remembered with the network address it came from.

Reading public pages does nothing that is remembered, and what visitors send is remembered without (domain.events).
"""

from flask import Flask, request

from catalogue.db import db
from catalogue.domain.ledger.events import ORIGIN
from catalogue.web.permission_table import ANYBODY, WHO
from catalogue.web.rate_limits import SAFE_METHODS


def init_origin(app: Flask) -> None:
    """Must come before whatever may do something before a page is made, as letting people in."""
    app.before_request(_note_origin)
    app.teardown_request(_forget_origin)


def _note_origin() -> None:
    if _may_be_remembered():
        db.session().info[ORIGIN] = request.remote_addr or ""


def _forget_origin(_error: BaseException | None) -> None:
    """A session may outlive the request, where an application context stands around it."""
    if _may_be_remembered():
        db.session().info.pop(ORIGIN, None)


def _may_be_remembered() -> bool:
    only_read = request.method in SAFE_METHODS and ANYBODY in WHO.get(request.endpoint or "", ())
    return request.endpoint is not None and not only_read
