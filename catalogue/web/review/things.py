"""Any resource or lecture before staff: its state and history, withdrawing it and giving it back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.ledger.actors import actor_names
from catalogue.domain.links.status import link_status
from catalogue.domain.review.finding import find_things, thing_with_id
from catalogue.domain.review.history import decisions_on, listings_of
from catalogue.domain.review.timeline import timeline_of
from catalogue.domain.review.withdrawal import WITHDRAWAL_REASONS, reinstate, withdraw_thing
from catalogue.domain.tasks.opening import about
from catalogue.errors import CatalogueError
from catalogue.models import Lecture, Resource, ReviewTask
from catalogue.models.review_decision import OUTCOMES
from catalogue.models.review_task import REVIEW_TASK_KINDS
from catalogue.web.forms.review import Saying, Withdrawing
from catalogue.web.review.evidence import words_read
from catalogue.web.review.fields import rows_of, rows_of_lecture
from catalogue.web.signed_in import person

pages = Blueprint("review_things", __name__, url_prefix="/review")

THING = "/<any(resources, lectures):kind>/<public_id:public_id>"
MOST_WORDS = 200


@pages.get("/find")
def find() -> str:
    words = request.args.get("q", "")[:MOST_WORDS]
    return render_template("review/find.html", words=words, things=find_things(db.session(), words))


@pages.get(THING)
def show(kind: str, public_id: str) -> str:
    return _page(kind, public_id, Withdrawing(), Saying())


@pages.post(f"{THING}/withdraw")
def withdraw(kind: str, public_id: str) -> ResponseReturnValue:
    form = Withdrawing()
    if not form.validate():
        return _page(kind, public_id, form, Saying(formdata=None)), 400
    try:
        with writing() as session:
            thing = thing_with_id(session, kind, public_id)
            withdraw_thing(session, thing, form.reason.data, form.words.data, by=person().actor)
    except CatalogueError as refused:
        form.refuse("words", refused)
        return _page(kind, public_id, form, Saying(formdata=None)), 400
    flash("已出库：各个页面、搜索和接口都不再列出它。", "good")
    return redirect(url_for(".show", kind=kind, public_id=public_id), 303)


@pages.post(f"{THING}/reinstate")
def give_back(kind: str, public_id: str) -> ResponseReturnValue:
    form = Saying()
    if not form.validate():
        return _page(kind, public_id, Withdrawing(formdata=None), form), 400
    try:
        with writing() as session:
            reinstate(session, thing_with_id(session, kind, public_id), form.words.data, by=person().actor)
    except CatalogueError as refused:
        form.refuse("words", refused)
        return _page(kind, public_id, Withdrawing(formdata=None), form), 400
    flash("已恢复，又可以看到了。", "good")
    return redirect(url_for(".show", kind=kind, public_id=public_id), 303)


def _page(kind: str, public_id: str, withdrawing: Withdrawing, saying: Saying) -> str:
    """Raises NotFound."""
    session = db.session()
    thing = thing_with_id(session, kind, public_id)
    decisions = decisions_on(session, thing)
    return render_template(
        "review/thing.html",
        thing=thing,
        kind=kind,
        rows=_rows(thing),
        link=link_status(thing) if isinstance(thing, Resource) else None,
        listings=listings_of(session, thing) if isinstance(thing, Resource) else [],
        tasks=session.scalars(select(ReviewTask).where(about(thing), ReviewTask.state == "open")).all(),
        decisions=decisions,
        timeline=timeline_of(session, thing),
        names=actor_names(session, {one.by for one in decisions}),
        withdrawing=withdrawing,
        saying=saying,
        faults={**withdrawing.faults, **saying.faults},
        kinds=REVIEW_TASK_KINDS,
        outcomes=OUTCOMES,
        withdrawal_reasons=WITHDRAWAL_REASONS,
    )


def _rows(thing: Resource | Lecture) -> object:
    return rows_of_lecture(thing) if isinstance(thing, Lecture) else rows_of(words_read(thing))
