"""What pushes of resources and of lectures share: the request as it is read, and the answer as it is written."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from flask import Response, jsonify, request
from sqlalchemy import select

from catalogue.api.bearer import token_of_request
from catalogue.api.problems import Problem
from catalogue.api.shapes import Shape
from catalogue.db import db
from catalogue.domain.uploads.pushed_items import PushedItem
from catalogue.domain.uploads.pushing import Answer, push, read_body
from catalogue.models import Lecture, Resource
from catalogue.site_address import address_of

Thing = type[Resource] | type[Lecture]


def answer_push(scope: str, kind: Thing, read: Callable[[Sequence[Any]], list[PushedItem]]) -> Response:
    """Take in the items of the request. A push as a whole succeeds; each item's `outcome` says how that one fared."""
    token = token_of_request(scope)
    if not request.is_json:
        raise Problem(415)
    body = read_body(request.get_data())
    pushed = push(token, read(body.items), body.checked)
    addresses = _addresses(kind, pushed.answers)
    outcomes = Counter(answer.outcome.word for answer in pushed.answers)
    items = [_answer_shape(kind, answer, addresses) for answer in pushed.answers]
    return jsonify({"submission": pushed.submission, "outcomes": outcomes, "items": items})


def _addresses(kind: Thing, answers: Sequence[Answer]) -> dict[str, str]:
    """The pages of what is public, by public id."""
    subjects = [answer.outcome.subject for answer in answers if answer.outcome.subject]
    public = select(kind).where(kind.public_id.in_(subjects), kind.state == "public")
    things = cast(Iterable[Resource | Lecture], db.session.scalars(public))
    return {one.public_id: address_of(one) for one in things}


def _answer_shape(kind: Thing, answer: Answer, addresses: dict[str, str]) -> Shape:
    subject = answer.outcome.subject
    return {
        "id": answer.id,
        "outcome": answer.outcome.word,
        kind.__name__.lower(): subject or None,
        "url": addresses.get(subject),
        "reason": answer.outcome.reason or None,
        "faults": [{"field": fault.field or None, "message": fault.message} for fault in answer.faults],
    }
