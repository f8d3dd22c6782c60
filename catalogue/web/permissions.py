"""The one place that checks who may open what: before every request, by the table of permissions.

An endpoint that does not stand in the table is opened by nobody. What belongs to one institution has `institution` in
its address and is there only for members of that institution; views find it as `g.institution`.
"""

import logging
from urllib.parse import urlencode

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db
from catalogue.domain.institutions.naming import institution_with_id
from catalogue.web.display import own_path
from catalogue.web.permission_table import (
    ADMINISTRATOR,
    ANYBODY,
    CURATOR,
    MEMBER,
    OWNER,
    REVIEWER,
    SENIOR_REVIEWER,
    SIGNED_IN,
    TOKEN,
    WHO,
    Roles,
)
from catalogue.web.signed_in import SignedIn, signed_in

STAFF = {
    REVIEWER: frozenset({"reviewer", "senior_reviewer"}),
    SENIOR_REVIEWER: frozenset({"senior_reviewer"}),
    CURATOR: frozenset({"curator"}),
    ADMINISTRATOR: frozenset({"administrator"}),
}
"""The staff roles any of which is enough for a word of the table."""
MEMBERS = {MEMBER: frozenset({"owner", "editor"}), OWNER: frozenset({"owner"})}
SECOND_FACTOR = "/account/second-factor"
BEFORE_SECOND_FACTOR = frozenset({"second_factor.show", "second_factor.give_code", "signing.leave"})
"""What a person may open who still owes the code."""
OPEN = frozenset({ANYBODY, TOKEN})

log = logging.getLogger(__name__)


def init_permissions(app: Flask) -> None:
    app.before_request(_check)
    app.jinja_env.globals["may_open"] = may_open


def _check() -> ResponseReturnValue | None:
    endpoint = request.endpoint
    if endpoint is None:
        return None  # not found, or a method the address does not know
    roles = WHO.get(endpoint, ())
    if not OPEN.isdisjoint(roles):
        return None
    who = signed_in()
    if who is None:
        return _to_the_door()
    if not allowed(who, roles, _institution_asked()):
        log.warning("%s may not open %s", who.actor, endpoint)
        abort(403)
    if _lacks_second_factor(who, endpoint, roles):
        return redirect(f"{SECOND_FACTOR}?{urlencode({'next': _here()})}", 303)
    _find_institution()
    return None


def _lacks_second_factor(who: SignedIn, endpoint: str, roles: Roles) -> bool:
    """Staff pages want a code; whoever has set codes up owes one everywhere, else a password alone could undo them."""
    if who.second_factor or endpoint in BEFORE_SECOND_FACTOR:
        return False
    return who.account.totp_secret is not None or (_is_for_staff(roles) and current_app.config["STAFF_TWO_FACTOR"])


def allowed(who: SignedIn, roles: Roles, institution: str = "") -> bool:
    """Whether a person has any of the roles; `institution` is the public id in the address, or empty."""
    if SIGNED_IN in roles:
        return True
    membership = who.memberships.get(institution, "")
    return any(membership in MEMBERS.get(role, ()) or who.staff_roles & STAFF.get(role, frozenset()) for role in roles)


def may_open(endpoint: str, institution: str = "") -> bool:
    """For templates: whether a link to an endpoint would be opened for whoever asks."""
    who, roles = signed_in(), WHO.get(endpoint, ())
    return not OPEN.isdisjoint(roles) or (who is not None and allowed(who, roles, institution))


def _institution_asked() -> str:
    return str((request.view_args or {}).get("institution", ""))


def _find_institution() -> None:
    """Members of an institution that is gone are told so, as everybody is."""
    if asked := _institution_asked():
        g.institution = institution_with_id(db.session(), asked)


def _is_for_staff(roles: Roles) -> bool:
    return any(role in STAFF for role in roles)


def _to_the_door() -> ResponseReturnValue:
    return redirect(url_for("signing.form", next=_here()), 303)


def _here() -> str:
    """Where to come back to; a form that was sent is not sent again."""
    return own_path(request.full_path.rstrip("?")) if request.method == "GET" else url_for("account.index")
