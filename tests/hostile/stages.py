"""Every page of the site with what it shows in hostile words, and a browser of somebody who may open it."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from catalogue.db import now, writing
from catalogue.domain.accounts.invitations import path_of
from catalogue.domain.accounts.links import print_of, signed_token
from catalogue.domain.accounts.password_changes import reset_path
from catalogue.domain.accounts.sessions import open_session
from catalogue.domain.applications.letters import CONFIRM
from catalogue.domain.uploads.handing_in import receive
from catalogue.web.permission_table import ANYBODY, MEMBER, OWNER, SIGNED_IN, WHO
from tests.applications import make_application
from tests.hostile.filling import workbook
from tests.hostile.scene import COMMON_WORD, Scene, owner, somebody, staff, visitor
from tests.hostile.things import BY, MAKERS, Maker, invited, own_resource_task
from tests.people import sign_in

Stage = tuple[FlaskClient, str]
Staging = Callable[[Scene], Stage]

QUERIES: dict[str, dict[str, str]] = {
    "search.index": {"q": COMMON_WORD},
    "api.search.search": {"q": COMMON_WORD},
    "api.suggest.suggestions": {"q": COMMON_WORD[:2]},
    "review_things.find": {"q": COMMON_WORD},
    "clinic.proposal": {"adapter": "feed", "address": "https://example.edu.cn/feed"},
}
"""What pages are asked for that show nothing without being asked."""


def stages(app: Flask) -> Iterator[tuple[str, Staging]]:
    """The endpoint of every page, and what makes it ready; some pages look different for different things."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint):
        if "GET" in (rule.methods or ()) and rule.endpoint not in UNSTAGED:
            for staging in SPECIAL.get(rule.endpoint) or list(_usual(rule)):
                yield rule.endpoint, staging


def _usual(rule: Rule) -> Iterator[Staging]:
    blueprint = rule.endpoint.rpartition(".")[0]
    for maker in MAKERS.get(rule.endpoint) or MAKERS.get(blueprint) or (None,):
        yield _staging(rule, maker)


def _staging(rule: Rule, maker: Maker | None) -> Staging:
    def ready(scene: Scene) -> Stage:
        client = _WHO[_role(rule.endpoint)](scene)
        values: dict[str, Any] = {"institution": scene.institution, "part": 1}
        if maker:
            with writing() as session:
                values |= maker(scene, session)
        with scene.app.test_request_context():
            built = rule.build({name: values[name] for name in rule.arguments})
        assert built is not None
        query = QUERIES.get(rule.endpoint) or ({"q": scene.word(), "words": scene.word()} if _lists(rule) else {})
        return client, f"{built[1]}?{urlencode(query)}" if query else built[1]

    return ready


def _lists(rule: Rule) -> bool:
    return rule.endpoint.endswith(".index") and not rule.arguments


def _role(endpoint: str) -> str:
    roles = WHO[endpoint]
    return next((role for role in (ANYBODY, SIGNED_IN, MEMBER, OWNER) if role in roles), "staff")


_WHO: dict[str, Callable[[Scene], FlaskClient]] = {
    ANYBODY: visitor,
    SIGNED_IN: somebody,
    MEMBER: owner,
    OWNER: owner,
    "staff": staff,
}


def _asked(path: Callable[[Scene], str], who: Callable[[Scene], FlaskClient] = visitor) -> Staging:
    def ready(scene: Scene) -> Stage:
        client = who(scene)
        return client, path(scene)

    return ready


def _invitation(scene: Scene) -> str:
    with writing() as session:
        return path_of(invited(scene, session))


def _own_invitation(scene: Scene) -> Stage:
    with writing() as session:
        account = scene.account(session)
        path = path_of(invited(scene, session, email=account.email))
    client = scene.app.test_client()
    sign_in(client, account)
    return client, path


def _reset(scene: Scene) -> str:
    with writing() as session:
        return reset_path(scene.account(session))


def _new_email(scene: Scene) -> Stage:
    with writing() as session:
        account = scene.account(session)
        new = f"{now().timestamp()}@example.org"
        token = signed_token("email-change", [account.public_id, new, print_of(account)])
    client = scene.app.test_client()
    sign_in(client, account)
    return client, f"/account/email/{token}"


def _confirmation(scene: Scene) -> str:
    with writing() as session:
        application = make_application(session)
        application.name = scene.word()
        return CONFIRM + signed_token("application-email", [application.public_id])


def _own_application(scene: Scene) -> Stage:
    with writing() as session:
        account = scene.account(session)
        application = make_application(session, account=account)
        application.name = scene.word()
        path = f"/account/applications/{application.public_id}/take-back"
    client = scene.app.test_client()
    sign_in(client, account)
    return client, path


def _second_factor(*, given: bool) -> Staging:
    def ready(scene: Scene) -> Stage:
        with writing() as session:
            account = scene.account(session)
            account.totp_secret = "A" * 32
        client = scene.app.test_client()
        sign_in(client, account, second_factor=given)
        return client, "/account/second-factor"

    return ready


def _upload(path: str) -> Staging:
    def ready(scene: Scene) -> Stage:
        client = owner(scene)
        with writing() as session:
            owned = scene.own(session)
        upload = receive(workbook(scene.words), scene.word(), owned, scene.app.config, by=BY)
        return client, f"/portal/{scene.institution}/upload/{upload.public_id}{path}"

    return ready


def _thing(kind: str, **values: str) -> Staging:
    def ready(scene: Scene) -> Stage:
        client = staff(scene)
        with writing() as session:
            make = scene.resource if kind == "resources" else scene.lecture
            return client, f"/review/{kind}/{make(session, **values).public_id}"

    return ready


def _devices(scene: Scene) -> Stage:
    """Signed in on a second device, whose browser has words of its own."""
    with writing() as session:
        account = scene.account(session)
        open_session(session, account, address=scene.word(), device=scene.word())
    client = scene.app.test_client()
    sign_in(client, account)
    return client, "/account/devices"


def _together(scene: Scene) -> Stage:
    client = staff(scene)
    with writing() as session:
        ids = [own_resource_task(scene, session)["public_id"] for _ in range(2)]
    return client, "/review/together?" + urlencode([("task", public_id) for public_id in ids])


UNSTAGED = {"static", "resources.visit", "lectures.visit", "api.submissions.submission"}
"""Files of our own, addresses that only lead on, and one that is asked with a token (see pushing)."""
SPECIAL: dict[str, list[Staging]] = {
    "devices.index": [_devices],
    "invitation.show": [_asked(_invitation), _own_invitation],
    "reset.choose": [_asked(_reset)],
    "email.look": [_new_email],
    "registration.confirmation": [_asked(_confirmation)],
    "own_application.ask_take_back": [_own_application],
    "second_factor.show": [
        _asked(lambda _: "/account/second-factor", somebody),
        _second_factor(given=False),
        _second_factor(given=True),
    ],
    "uploads.show": [_upload("")],
    "uploads.faults": [_upload("/faults.xlsx")],
    "review_things.show": [
        _thing("resources"),
        _thing("resources", state="withdrawn"),
        _thing("lectures"),
        _thing("lectures", state="withdrawn"),
    ],
    "review_bulk.form": [_together],
}
"""Pages that need more than a thing with a public id."""
