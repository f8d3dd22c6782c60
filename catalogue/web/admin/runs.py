"""Runs: what one came to and why, and deciding about those that wait for a person."""

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from catalogue.db import db
from catalogue.domain.runs.deciding import accept_for_worker, find_run, reject
from catalogue.domain.runs.difference import Difference, difference
from catalogue.domain.runs.incoming import drop_file, incoming_folder
from catalogue.domain.runs.starting import adapter_of
from catalogue.domain.runs.words import COUNTER_LABELS, COUNTERS, FIELD_LABELS, state_label
from catalogue.domain.sources.listing import quarantined_runs, troubled_items
from catalogue.domain.text.typed import one_line
from catalogue.errors import CatalogueError
from catalogue.models import Run
from catalogue.web.admin.pressing import press
from catalogue.web.forms.admin import Remark
from catalogue.web.signed_in import person

pages = Blueprint("admin_runs", __name__, url_prefix="/admin/runs")

SHOWN = 20
"""Items named of each kind."""
COMPARED = 1000
"""Items read for the difference: a second of work, for somebody waits for the page."""
TROUBLED = 100
WAITING = 200
MOST_REASON = 200


@pages.get("/")
def index() -> str:
    return render_template("admin/runs.html", runs=quarantined_runs(db.session(), limit=WAITING))


@pages.get("/<public_id:public_id>")
def show(public_id: str) -> str:
    return _page(find_run(db.session(), public_id))


@pages.post("/<public_id:public_id>/accept")
def let(public_id: str) -> ResponseReturnValue:
    run = find_run(db.session(), public_id)
    return press(
        lambda session: accept_for_worker(session, run, by=person().actor),
        done="已接受，后台程序会在一分钟内更新目录。",
        following=url_for(".show", public_id=public_id),
        page=lambda: _page(run),
    )


@pages.post("/<public_id:public_id>/reject")
def throw_away(public_id: str) -> ResponseReturnValue:
    run, reason = find_run(db.session(), public_id), one_line(Remark().reason.data or "")[:MOST_REASON]

    def throw(session: Session) -> None:
        reject(session, run, by=person().actor, reason=reason)

    answer = press(
        throw,
        done="已拒绝，公开的内容没有变动。",
        following=url_for(".show", public_id=public_id),
        page=lambda: _page(run),
    )
    if run.state == "rejected":
        drop_file(incoming_folder(current_app.config), run)
    return answer


def _page(run: Run) -> str:
    found, fault = _difference(run)
    return render_template(
        "admin/run.html",
        run=run,
        difference=found,
        fault=fault,
        troubled=troubled_items(db.session(), run, limit=TROUBLED),
        remark=Remark(None),
        counters=COUNTERS,
        labels=COUNTER_LABELS,
        fields=FIELD_LABELS,
        state_label=state_label,
    )


def _difference(run: Run) -> tuple[Difference | None, str]:
    """What a quarantined run would change, or why that cannot be said."""
    if run.state != "quarantined":
        return None, ""
    try:
        return difference(db.session(), run, adapter_of(run.source), shown=SHOWN, most=COMPARED), ""
    except CatalogueError as error:
        return None, str(error)
