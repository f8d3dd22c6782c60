"""The page of one task, and the decisions on it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.matching.likeness import WHY
from catalogue.domain.review.claims import claim, mark_important, release
from catalogue.domain.review.deciding import Findings, accept, refuse, send_back
from catalogue.domain.review.guard import AlreadyDecided, ChangedMeanwhile, ClaimedByAnother, find_task, seen_of
from catalogue.domain.review.matches import settle_match
from catalogue.domain.review.reports import settle_report
from catalogue.domain.review.together import Deciding
from catalogue.domain.submissions.criteria import CRITERIA
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import ReviewTask
from catalogue.models.problem_report import REPORT_REASONS
from catalogue.models.review_decision import OUTCOMES
from catalogue.models.review_task import REVIEW_TASK_KINDS
from catalogue.models.submission import CHANNELS
from catalogue.web.forms.review import Verdict
from catalogue.web.review.evidence import TaskPage
from catalogue.web.review.fields import rows_of
from catalogue.web.review.filters import arguments_of, filters_in
from catalogue.web.review.queue import next_address
from catalogue.web.signed_in import person

pages = Blueprint("review_tasks", __name__, url_prefix="/review/tasks/<public_id:public_id>")

DECIDE: dict[str, Deciding] = {
    "accept": accept,
    "return": send_back,
    "refuse": refuse,
    "same": partial(settle_match, same=True),
    "apart": partial(settle_match, same=False),
    "mended": partial(settle_report, mended=True),
    "dropped": partial(settle_report, mended=False),
}
SAID = {
    "accept": "已同意",
    "return": "已退回",
    "refuse": "已决定不收录",
    "same": "已合并",
    "apart": "已分开",
    "mended": "已关闭",
    "dropped": "已关闭",
}
OVERTAKEN = (AlreadyDecided, ChangedMeanwhile, ClaimedByAnother)


@pages.get("")
def show(public_id: str) -> str:
    page = _page_of(find_task(db.session(), public_id))
    return _render(page, _form_of(page, page.first.corrections if page.first else {}))


@pages.post("")
def decide(public_id: str) -> ResponseReturnValue:
    """Carry out the decision and go on with the next task of the same filters."""
    who, chosen = person().actor, request.form.get("decision", "")
    page = _page_of(find_task(db.session(), public_id))
    title, form = page.task.title, _form_of(page)
    if chosen not in {action.value for action in page.actions}:
        return _render(page, form, "请用下面的按钮选一种处理。"), 400
    if not form.validate():
        return _render(page, form), 400
    found = Findings(form.seen.data or "", form.checks, form.remark.data or "", form.corrections)
    try:
        with writing() as session:
            DECIDE[chosen](session, find_task(session, public_id, lock=True), found, by=who)
    except NotFound:
        raise
    except CatalogueError as refused:
        status = 409 if isinstance(refused, OVERTAKEN) else 400
        return _render(_page_of(find_task(db.session(), public_id)), form, str(refused)), status
    flash(f"{SAID[chosen]}：{title}", "good")
    return redirect(next_address(filters_in(request.args)), 303)


@pages.post("/claim")
def take(public_id: str) -> ResponseReturnValue:
    with writing() as session:
        minutes = current_app.config["REVIEW_CLAIM_MINUTES"]
        claim(session, find_task(session, public_id, lock=True), minutes, by=person().actor)
    return _back(public_id)


@pages.post("/release")
def give_back(public_id: str) -> ResponseReturnValue:
    with writing() as session:
        release(session, find_task(session, public_id, lock=True), by=person().actor)
    flash("已放回，别人可以审了。", "good")
    return redirect(url_for("review.index", **arguments_of(filters_in(request.args))), 303)


@pages.post("/important")
def mark(public_id: str) -> ResponseReturnValue:
    """Two people must accept it, or one is enough again."""
    important = request.form.get("important") == "yes"
    with writing() as session:
        mark_important(session, find_task(session, public_id, lock=True), important, by=person().actor)
    flash("已标为须两人审核。" if important else "已改为一人审核即可。", "good")
    return _back(public_id)


def _back(public_id: str) -> ResponseReturnValue:
    return redirect(url_for(".show", public_id=public_id, **arguments_of(filters_in(request.args))), 303)


def _form_of(page: TaskPage, wanted: Mapping[str, Any] | None = None) -> Verdict:
    return Verdict(page.shown if page.correctable else {}, wanted)


def _page_of(task: ReviewTask) -> TaskPage:
    return TaskPage(db.session(), task, person().actor)


def _render(page: TaskPage, form: Verdict, problem: str = "") -> str:
    return render_template(
        "review/task.html",
        page=page,
        task=page.task,
        form=form,
        problem=problem,
        seen=seen_of(page.task),
        given=arguments_of(filters_in(request.args)),
        criteria=CRITERIA,
        kinds=REVIEW_TASK_KINDS,
        outcomes=OUTCOMES,
        channels=CHANNELS,
        reasons=REPORT_REASONS,
        why=WHY,
        rows_of=rows_of,
    )
