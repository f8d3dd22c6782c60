"""Deciding several like tasks with one form of checks."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.review.deciding import Findings
from catalogue.domain.review.guard import seen_of
from catalogue.domain.review.together import MOST_AT_ONCE, decide_together, like_tasks, why_alone
from catalogue.domain.submissions.criteria import CRITERIA
from catalogue.errors import CatalogueError
from catalogue.models.review_task import REVIEW_TASK_KINDS
from catalogue.web.forms.review import Checks
from catalogue.web.review.evidence import ACTIONS
from catalogue.web.review.filters import arguments_of, filters_in
from catalogue.web.review.tasks import DECIDE, SAID
from catalogue.web.signed_in import person

pages = Blueprint("review_bulk", __name__, url_prefix="/review/together")

ALLOWED = ("accept", "return", "refuse")


@pages.get("")
def form() -> str:
    """The chosen tasks, and the one form for all of them."""
    return _page(request.args.getlist("task"), Checks())


@pages.post("")
def decide() -> ResponseReturnValue:
    checks, chosen = Checks(), request.form.get("decision", "")
    ids = request.form.getlist("task")
    if chosen not in ALLOWED or not checks.validate():
        return _page(ids, checks, "" if checks.errors else "请用下面的按钮选一种处理。"), 400
    like_tasks(db.session(), ids)
    seen = {public_id: request.form.get(f"seen-{public_id}", "") for public_id in ids}
    findings = Findings("", checks.checks, checks.remark.data or "")
    with writing() as session:
        results = decide_together(session, DECIDE[chosen], seen, findings, by=person().actor)
    if not any(result.problem == "" for result in results) and len({result.problem for result in results}) == 1:
        return _page(ids, checks, results[0].problem), 400
    return render_template("review/together_done.html", results=results, said=SAID[chosen], given=_given())


def _page(ids: list[str], checks: Checks, problem: str = "") -> str:
    """Raises CatalogueError for tasks that are not alike."""
    tasks, who = like_tasks(db.session(), ids[: MOST_AT_ONCE + 1]), person().actor
    return render_template(
        "review/together.html",
        tasks=tasks,
        why_alone=lambda task: why_alone(task, who),
        seen_of=seen_of,
        form=checks,
        criteria=CRITERIA,
        problem=problem,
        actions=ACTIONS[tasks[0].kind],
        kinds=REVIEW_TASK_KINDS,
        given=_given(),
    )


def _given() -> dict[str, Any]:
    return arguments_of(filters_in(request.values))


@pages.errorhandler(CatalogueError)
def _refused(error: CatalogueError) -> tuple[str, int]:
    """Back to the list is where what was chosen is mended."""
    return render_template("review/together_refused.html", problem=str(error), given=_given()), 400
