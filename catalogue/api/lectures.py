"""GET /api/v1/lectures and /api/v1/lectures/<id>: live lectures, in the order they begin."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from catalogue.api.arguments import read_moment, read_page
from catalogue.api.caching import cacheable
from catalogue.api.problems import Problem
from catalogue.api.shapes import lecture_shape
from catalogue.db import db, now
from catalogue.domain.shown.lectures import ASSUMED_LENGTH, lecture_by_public_id
from catalogue.errors import BadRequestArgument
from catalogue.models import Lecture
from catalogue.models.states import NEVER_SHOWN, SHOWN_STATES

blueprint = Blueprint("lectures", __name__)


@blueprint.get("/lectures")
def lectures() -> Response:
    """Those not over at `from` (now, when absent) that begin before `to` (open, when absent)."""
    start, end = read_moment("from") or now(), read_moment("to", end_of_day=True)
    if end is not None and end <= start:
        raise BadRequestArgument("to", "参数 to 须晚于 from。")
    page, per_page = read_page()
    matching = between(start, end)
    total = db.session.scalar(select(func.count()).select_from(matching.order_by(None).subquery())) or 0
    loaded = matching.options(joinedload(Lecture.institution), joinedload(Lecture.replay))
    items = [lecture_shape(row) for row in db.session.scalars(loaded.offset((page - 1) * per_page).limit(per_page))]
    return cacheable(jsonify({"total": total, "page": page, "per_page": per_page, "items": items}))


@blueprint.get("/lectures/<public_id:public_id>")
def lecture(public_id: str) -> Response:
    found = lecture_by_public_id(public_id)
    if found is None or found.state in NEVER_SHOWN:
        raise Problem(404, "没有这场讲座。")
    if found.state not in SHOWN_STATES:
        raise Problem(410, found.reason or "这场讲座已经撤下。")
    return cacheable(jsonify(lecture_shape(found)))


def between(start: datetime, end: datetime | None) -> Select[Any]:
    """Public lectures not over at `start` that begin before `end`, earliest first; cancelled ones are among them."""
    unended = and_(Lecture.ends_at.is_(None), Lecture.starts_at > start - ASSUMED_LENGTH)
    matching = select(Lecture).where(Lecture.state == "public", or_(Lecture.ends_at > start, unended))
    if end is not None:
        matching = matching.where(Lecture.starts_at < end)
    return matching.order_by(Lecture.starts_at, Lecture.id)
