"""The queue of what waits for a decision, and the next task from it."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.institutions.naming import institution_with_id
from catalogue.domain.ledger.actors import actor_names
from catalogue.domain.review.claims import claim, next_task, pass_over
from catalogue.domain.review.queue import (
    MOST_COUNTED,
    PER_PAGE,
    Filters,
    counts_by_kind,
    page_of_queue,
    queue_of,
)
from catalogue.domain.sources.states import find_source
from catalogue.models.review_task import REVIEW_TASK_KINDS
from catalogue.models.vocabulary import Vocabulary, vocabulary
from catalogue.web.review.filters import arguments_of, filters_in
from catalogue.web.signed_in import person

pages = Blueprint("review", __name__, url_prefix="/review")

SWITCHES = (
    ("whose", "mine", "我在审的"),
    ("whose", "free", "没人在审的"),
    ("flagged", "1", "筛查有提示的"),
    ("important", "1", "须两人审的"),
)
"""What may be asked for beside the kind: the argument, its value and the words."""


@pages.get("/")
def index() -> str:
    filters, session, who = filters_in(request.args), db.session(), person().actor
    page = page_of_queue(session, filters, request.args.get("after", "")[:10], by=who)
    return render_template(
        "review/index.html",
        page=page,
        filters=filters,
        given=arguments_of(filters),
        arguments=lambda **changed: arguments_of(filters, **changed),
        counts=counts_by_kind(session),
        most_counted=MOST_COUNTED,
        per_page=PER_PAGE,
        kinds=REVIEW_TASK_KINDS,
        switches=SWITCHES,
        topics=_topics(),
        narrowed=_narrowed(filters),
        names=actor_names(session, {task.claimed_by for task in page.tasks} - {""}),
        who=who,
    )


@pages.post("/next")
def take_next() -> ResponseReturnValue:
    """Claim the next task and go to it; what is passed over is for others again."""
    passed_over, who = request.form.get("after", "")[:10], person().actor
    if passed_over:
        with writing() as session:
            pass_over(session, passed_over, by=who)
    return redirect(next_address(filters_in(request.form), passed_over), 303)


def next_address(filters: Filters, after: str = "") -> str:
    """Claims the next task that the person may decide; the address of its page, or of the queue when there is none."""
    who = person().actor
    with writing() as session:
        task = next_task(session, queue_of(session, filters, after, by=who), by=who)
        if task is None:
            flash("这里没有要您审的了。", "good")
            return url_for("review.index", **arguments_of(filters))
        claim(session, task, current_app.config["REVIEW_CLAIM_MINUTES"], by=who)
        return url_for("review_tasks.show", public_id=task.public_id, **arguments_of(filters))


def _topics() -> list[tuple[str, list[tuple[str, str]]]]:
    """The broad topics by their labels, each with the codes and labels to choose from."""
    terms = vocabulary("topics")
    broad = [term for term in terms.children("") if not term.replaced_by]
    return [(term.label, [(term.code, f"{term.label}（全部）"), *_narrower(terms, term.code)]) for term in broad]


def _narrower(terms: Vocabulary, code: str) -> list[tuple[str, str]]:
    return [(term.code, term.label) for term in terms.children(code) if not term.replaced_by]


def _narrowed(filters: Filters) -> list[tuple[str, str]]:
    """What else the list is narrowed to: the argument and the words. Raises NotFound."""
    found = []
    if filters.institution:
        found.append(("institution", institution_with_id(db.session(), filters.institution).name))
    if filters.source:
        found.append(("source", find_source(db.session(), filters.source).title))
    if filters.topic:
        found.append(("topic", vocabulary("topics").label(filters.topic)))
    return found
