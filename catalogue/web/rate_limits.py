"""How often one person, or one network, may do what costs much, could be guessed at, or writes.

The counting is that of the `limits` library. Flask-Limiter, which wraps it, looks at every request: that took 0.1 ms
of each public page. Only what stands here is counted. Pages that learners read are not: a school or a nursing home is
one network, and a flood of readers is for the web server in front to slow (see deploy/).
"""

import logging
import sqlite3
from collections.abc import Iterable
from time import time

from flask import Flask, request
from limits import RateLimitItem, parse_many
from limits.strategies import FixedWindowRateLimiter, RateLimiter
from werkzeug.exceptions import TooManyRequests

from catalogue.domain.counts.networks import network_of
from catalogue.web.limit_store import CounterStore, address_of
from catalogue.web.permission_table import ANYBODY, TOKEN, WHO, Roles
from catalogue.web.signed_in import signed_in

LIMITS: dict[str, str] = {
    "signing.enter": "30 per minute; 300 per hour",
    "reset.ask": "10 per minute; 60 per hour",
    "reset.save": "30 per minute",
    "invitation.join": "30 per minute",
    "registration.send": "10 per minute; 60 per hour",
    "registration.confirm": "30 per minute",
    "second_factor.give_code": "30 per minute",
    "members.send": "10 per minute; 100 per day",
    "admin_invitations.send": "10 per minute; 100 per day",
    "uploads.send": "10 per minute; 60 per hour",
    "clinic.look": "10 per minute; 60 per hour",
    "ledger.export": "10 per minute",
    "closing.copy": "10 per minute",
    "api.resources_in.push": "60 per minute; 1200 per hour",
    "api.lectures_in.push": "60 per minute; 1200 per hour",
    "api.submissions.submission": "120 per minute",
}
"""Endpoints with bounds of their own, in the words of the `limits` library, for one person or one network."""
FORMS = "120 per minute"
"""For whatever else is sent by forms of signed-in people: a reviewer at full speed needs a tenth of it."""
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

log = logging.getLogger(__name__)


def limit_here() -> str:
    """What this request is bound by; empty for what is not counted."""
    endpoint = request.endpoint or ""
    if endpoint in LIMITS:
        return LIMITS[endpoint]
    counted = request.method not in SAFE_METHODS and not _open_to_visitors(WHO.get(endpoint, (ANYBODY,)))
    return FORMS if counted else ""


def asker() -> str:
    """Whom the count is kept for: the person, or the network of somebody not signed in."""
    who = None if _open_to_visitors(WHO.get(request.endpoint or "", ())) else signed_in()
    return who.actor if who else network_of(request.remote_addr)


def init_rate_limits(app: Flask) -> None:
    windows = FixedWindowRateLimiter(CounterStore(address_of(app.config["INSTANCE"])))

    @app.before_request
    def check() -> None:
        if app.config["RATE_LIMITS"] and (bound := limit_here()):
            _check(windows, parse_many(bound))


def _check(windows: RateLimiter, bounds: Iterable[RateLimitItem]) -> None:
    """Count this request against each bound. A store that fails lets people in rather than out."""
    counted = (request.endpoint or "", asker())
    for bound in bounds:
        try:
            within = windows.hit(bound, *counted)
            wait = 0 if within else windows.get_window_stats(bound, *counted).reset_time - time()
        except sqlite3.Error:
            log.exception("a count was not kept")
            return
        if not within:
            log.warning("too often: %s by %s", *counted)
            raise TooManyRequests(retry_after=max(1, round(wait)))


def _open_to_visitors(roles: Roles) -> bool:
    return ANYBODY in roles or TOKEN in roles
