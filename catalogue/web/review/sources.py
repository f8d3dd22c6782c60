"""A source before reviewers: its standing approval and what that published, and asking for or ending it."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from catalogue.db import db, writing
from catalogue.domain.ledger.actors import actor_names
from catalogue.domain.review.history import decisions_on, published_under
from catalogue.domain.review.sources import request_trust
from catalogue.domain.sources.states import change_source_address, find_source, mark_source_important, untrust
from catalogue.errors import CatalogueError
from catalogue.models import Source
from catalogue.models.review_decision import OUTCOMES
from catalogue.models.review_task import REVIEW_TASK_KINDS
from catalogue.web.forms.form import Form
from catalogue.web.forms.review import Moving, Saying
from catalogue.web.signed_in import person

pages = Blueprint("review_sources", __name__, url_prefix="/review/sources/<public_id:public_id>")

PER_PAGE = 50
ASKING, ENDING = "trust-", "untrust-"
"""Before the names of the fields of two forms on one page."""


@pages.get("")
def show(public_id: str) -> str:
    return _page(public_id, Saying(prefix=ASKING), Saying(prefix=ENDING), Moving())


@pages.post("/trust")
def ask_trust(public_id: str) -> ResponseReturnValue:
    """Put the standing approval into the queue, for a senior reviewer."""
    form, by = Saying(prefix=ASKING), person().actor
    others = (Saying(formdata=None, prefix=ENDING), Moving(formdata=None))
    return _carry_out(
        public_id,
        form,
        lambda session, source: request_trust(session, source, form.words.data, by=by),
        lambda: _page(public_id, form, *others),
        "已提交，等另一位高级审核员来定。",
    )


@pages.post("/untrust")
def end_trust(public_id: str) -> ResponseReturnValue:
    form, by = Saying(prefix=ENDING), person().actor
    return _carry_out(
        public_id,
        form,
        lambda session, source: untrust(session, source, by=by, reason=form.words.data),
        lambda: _page(public_id, Saying(formdata=None, prefix=ASKING), form, Moving(formdata=None)),
        "已收回长期批准；以后它的新内容都要先审。",
    )


@pages.post("/move")
def move(public_id: str) -> ResponseReturnValue:
    """Read the source from another address, which ends its standing approval."""
    form, by = Moving(), person().actor
    return _carry_out(
        public_id,
        form,
        lambda session, source: change_source_address(session, source, form.address.data, by=by),
        lambda: _page(public_id, Saying(formdata=None, prefix=ASKING), Saying(formdata=None, prefix=ENDING), form),
        "网址已改；长期批准须重新审核。",
    )


@pages.post("/important")
def mark(public_id: str) -> ResponseReturnValue:
    important = request.form.get("important") == "yes"
    with writing() as session:
        mark_source_important(session, find_source(session, public_id), important, by=person().actor)
    flash("它的新内容须两人审核。" if important else "它的新内容一人审核即可。", "good")
    return redirect(url_for(".show", public_id=public_id), 303)


def _carry_out(
    public_id: str,
    form: Form,
    act: Callable[[Session, Source], object],
    page: Callable[[], str],
    said: str,
) -> ResponseReturnValue:
    """Do what the form asks, or show it again with what is wrong."""
    if not form.validate():
        return page(), 400
    try:
        with writing() as session:
            act(session, find_source(session, public_id))
    except CatalogueError as refused:
        form.refuse(next(iter(form)).short_name, refused)
        return page(), 400
    flash(said, "good")
    return redirect(url_for(".show", public_id=public_id), 303)


def _page(public_id: str, asking: Saying, ending: Saying, moving: Moving) -> str:
    """Raises NotFound."""
    session = db.session()
    source = find_source(session, public_id)
    before = request.args.get("before", "")
    listed = published_under(session, source, before=_number(before), limit=PER_PAGE + 1)
    decisions = decisions_on(session, source)
    return render_template(
        "review/source.html",
        source=source,
        listed=listed[:PER_PAGE],
        more=listed[PER_PAGE - 1].number if len(listed) > PER_PAGE else None,
        decisions=decisions,
        names=actor_names(session, {one.by for one in decisions} | {source.trusted_by or ""}),
        asking=asking,
        ending=ending,
        moving=moving,
        faults={**asking.faults, **ending.faults, **moving.faults},
        kinds=REVIEW_TASK_KINDS,
        outcomes=OUTCOMES,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
