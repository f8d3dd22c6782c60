"""What programs send in place of forms: pushes over the API, and the advice beside forms."""

from typing import Any

from flask.testing import FlaskClient

from catalogue.db import writing
from catalogue.domain.submissions.api_tokens import NewToken, issue_token
from catalogue.domain.submissions.vouching import COMMITMENT
from catalogue.domain.uploads.pushed_items import LECTURE_LISTS, LECTURE_TEXTS, RESOURCE_LISTS, RESOURCE_TEXTS
from catalogue.models.api_token import SCOPES
from tests.hostile.scene import Scene, owner
from tests.hostile.walk import Walk

ITEMS = 40
MEMBERS = {
    "/api/v1/resources": (RESOURCE_TEXTS, RESOURCE_LISTS, {"cost": "free"}),
    "/api/v1/lectures": (LECTURE_TEXTS, LECTURE_LISTS, {"starts_at": "2099-03-01T19:30:00+08:00"}),
}
CODES = (
    "kind",
    "level",
    "language",
    "duration",
    "effort",
    "login",
    "published",
    "updated",
    "ends_at",
    "status",
    "image",
)
"""Members that take no free words."""
CODED_LISTS = ("audiences", "accessibility")


def push_all(walk: Walk) -> None:
    """Items hostile in every member, and such as can be taken in."""
    scene = walk.scene
    token = _token(scene)
    for path, (texts, lists, right) in MEMBERS.items():
        items = [_item(scene, texts, lists, {}) for _ in range(ITEMS)]
        items += [_takeable(scene, texts, lists, right) for _ in range(ITEMS)]
        answer = scene.app.test_client().post(path, json=_body(items), headers={"Authorization": f"Bearer {token}"})
        walk.check(answer, path)
        _look_at_submission(walk, answer.json or {}, token)


ADVISED = {
    "resources/advice": ("title", "url", "summary", "provider", "teachers", "duration", "cost", "login", "topics"),
    "lectures/advice": ("title", "starts", "ends", "url", "location", "speakers", "summary", "audiences", "topics"),
}
"""Addresses of the portal that answer with advice, and the fields they are sent."""


def ask_advice(walk: Walk) -> None:
    client: FlaskClient = owner(walk.scene)
    for path, names in ADVISED.items():
        typed = {name: walk.scene.word() for name in names}
        walk.check(client.post(f"/portal/{walk.scene.institution}/{path}", data=typed), path)


def _token(scene: Scene) -> str:
    scene.institution  # noqa: B018  made before a transaction is open
    with writing() as session:
        return issue_token(session, scene.own(session), NewToken("推送", tuple(SCOPES)), by="operator:alice")[1]


def _look_at_submission(walk: Walk, answered: dict[str, Any], token: str) -> None:
    path = f"/api/v1/submissions/{answered.get('submission')}"
    walk.check(walk.app.test_client().get(path, headers={"Authorization": f"Bearer {token}"}), path)


def _body(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"self_check": True, "commitment": COMMITMENT, "items": items}


def _item(scene: Scene, texts: tuple[str, ...], lists: tuple[str, ...], right: dict[str, Any]) -> dict[str, Any]:
    words = {name: scene.word() for name in texts}
    return {**words, **{name: [scene.word(), scene.word()] for name in lists}, **right}


def _takeable(scene: Scene, texts: tuple[str, ...], lists: tuple[str, ...], right: dict[str, Any]) -> dict[str, Any]:
    """Hostile wherever words are free."""
    number = next(scene.numbers)
    own = {"id": str(number), "title": scene.title(), "url": f"https://example.edu.cn/pushed/{number}", **right}
    free = tuple(name for name in texts if name not in CODES and name != "cost")
    return _item(scene, free, tuple(name for name in lists if name not in CODED_LISTS), own)
