"""Who is signed in: the session of this request, its person and what that person may do.

Flask-Login keeps the key of the session in the signed cookie; all else stands in the database, so that a session can
be ended from another device, at once. Public pages never ask, and so neither read nor set a cookie.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from flask import Flask, Request, Response, g, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from catalogue.db import db, writing
from catalogue.domain.accounts.sessions import find_session, note_use, open_session, renew_key, wants_noting
from catalogue.models import Account, AccountSession, Institution
from catalogue.web.permission_table import ANYBODY, WHO


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """A person with the session they came by."""

    key: str
    opened: AccountSession

    @property
    def account(self) -> Account:
        return self.opened.account

    @property
    def actor(self) -> str:
        """What events name this person by."""
        return self.account.actor

    @property
    def second_factor(self) -> bool:
        """Whether a code was given in this session."""
        return self.opened.second_factor_at is not None

    @cached_property
    def staff_roles(self) -> frozenset[str]:
        return frozenset(self.account.staff_roles)

    @cached_property
    def memberships(self) -> Mapping[str, str]:
        """The role in each institution, by the institution's public id."""
        return {one.institution.public_id: one.role for one in self.account.memberships}

    @property
    def institutions(self) -> list[Institution]:
        return sorted((one.institution for one in self.account.memberships), key=lambda one: one.name)

    def get_id(self) -> str:
        return self.key


class _Logins(LoginManager):
    """Without the cookie that remembers people, for which Flask-Login would look into the session of every request."""

    def init_app(self, app: Flask, add_context_processor: bool = False) -> None:
        app.login_manager = self  # type: ignore[attr-defined]


class _Sessions(SecureCookieSessionInterface):
    """The cookie is Secure wherever the site is reached over HTTPS; a trial on http://127.0.0.1 works too.

    Who brings no cookie costs no look at one: that is a tenth of what a small answer to a learner costs.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def signed_in() -> SignedIn | None:
    """Who asks, None for somebody not signed in."""
    user = current_user
    return cast(SignedIn, user._get_current_object()) if user.is_authenticated else None


def person() -> SignedIn:
    """Who asks, on pages that only signed-in people reach."""
    found = signed_in()
    if found is None:
        raise RuntimeError("a page that needs a person stands in the table of permissions as one that does not")
    return found


def sign_in(account: Account) -> None:
    """Open a session for a person who proved who they are; what the browser's cookie held before is forgotten."""
    with writing() as database:
        key = open_session(database, account, address=request.remote_addr or "", device=request.user_agent.string)
    _enter(key)


def renew_session() -> None:
    """Give this session another key, once a code of the second factor was right."""
    opened = person().opened
    with writing():
        key = renew_key(opened)
    _enter(key)


def _enter(key: str) -> None:
    """Put the key into the cookie and nothing of what was there, the token of forms included."""
    session.clear()
    g.pop("csrf_token", None)
    login_user(_load(key))


def forget_cookie() -> None:
    """Empty the cookie of this browser; the session itself is ended by domain.accounts.sessions."""
    logout_user()
    session.clear()


def _load(key: str) -> SignedIn | None:
    found = find_session(db.session(), key)
    if found is None:
        return None
    if wants_noting(found):
        with writing():
            note_use(found)
    return SignedIn(key, found)


def init_signed_in(app: Flask) -> None:
    app.session_interface = _Sessions()
    app.config.update(SESSION_COOKIE_NAME="session", SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax")
    logins = _Logins()
    logins.user_loader(_load)
    logins.session_protection = None
    logins.init_app(app)
    app.jinja_env.globals.update(signed_in=signed_in)
    app.after_request(_keep_nowhere)


def _keep_nowhere(response: Response) -> Response:
    """What a person was shown stays in no cache: the next one at the same computer presses "back" too.

    Nor does what a link in a mail opens, whoever may open it.
    """
    if request.endpoint and (ANYBODY not in WHO.get(request.endpoint, ()) or request.path.startswith("/account/")):
        response.headers["Cache-Control"] = "no-store"
    return response
