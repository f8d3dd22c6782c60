"""Sources and their health: which need a look, what their runs came to, and how they are harvested."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.ledger.actors import actor_names
from catalogue.domain.runs.words import COUNTER_LABELS, COUNTERS, state_label
from catalogue.domain.sources.health import health_of
from catalogue.domain.sources.listing import SourceFilter, count_sources, runs_of, sources_found
from catalogue.domain.sources.schedule import ask_for_harvest
from catalogue.domain.sources.states import approve, change_source, find_source, pause
from catalogue.models import Source
from catalogue.web.admin.lists import list_page
from catalogue.web.admin.pressing import press
from catalogue.web.forms.admin import SourceHandling
from catalogue.web.signed_in import person
from catalogue.web.state_words import SOURCE_STATES

pages = Blueprint("admin_sources", __name__, url_prefix="/admin/sources")

RUNS = 20


@pages.get("/")
def index() -> str:
    state = request.args.get("state", "")
    wanted = SourceFilter(
        text=request.args.get("q", "")[:100],
        state=state if state in SOURCE_STATES else "",
        ailing=bool(request.args.get("ailing")),
    )
    asked = list_page(count_sources(db.session(), wanted))
    found = sources_found(db.session(), wanted, limit=asked.limit, offset=asked.offset)
    return render_template(
        "admin/sources.html",
        found=found,
        health=health_of(db.session(), found),
        wanted=wanted,
        states=SOURCE_STATES,
        total=asked.total,
        pager=asked.pager,
    )


@pages.get("/<public_id:public_id>")
def show(public_id: str) -> str:
    return _page(find_source(db.session(), public_id))


@pages.post("/<public_id:public_id>")
def handle(public_id: str) -> ResponseReturnValue:
    """Change how it is harvested."""
    source, form = find_source(db.session(), public_id), SourceHandling()
    if not form.validate():
        return _page(source, form), 400
    with writing() as session:
        change_source(session, source, by=person().actor, **form.values)
    flash("已保存；下一次采集会读取全部内容。", "good")
    return redirect(url_for(".show", public_id=public_id), 303)


@pages.post("/<public_id:public_id>/approve")
def let(public_id: str) -> ResponseReturnValue:
    return _press(public_id, approve, "已批准，可以采集了。")


@pages.post("/<public_id:public_id>/pause")
def stop(public_id: str) -> ResponseReturnValue:
    return _press(public_id, pause, "已暂停采集；已经收录的内容不变。")


@pages.post("/<public_id:public_id>/harvest")
def harvest(public_id: str) -> ResponseReturnValue:
    return _press(public_id, ask_for_harvest, "已安排，后台程序会在一分钟内开始采集。")


def _press(public_id: str, act: Callable[..., None], done: str) -> ResponseReturnValue:
    source = find_source(db.session(), public_id)
    return press(
        lambda session: act(session, source, by=person().actor),
        done=done,
        following=url_for(".show", public_id=public_id),
        page=lambda: _page(source),
    )


def _page(source: Source, form: SourceHandling | None = None) -> str:
    return render_template(
        "admin/source.html",
        source=source,
        health=health_of(db.session(), [source])[source.id],
        runs=runs_of(db.session(), source, limit=RUNS),
        names=actor_names(db.session(), [source.trusted_by] if source.trusted_by else []),
        form=form or SourceHandling.of(source),
        states=SOURCE_STATES,
        counters=COUNTERS,
        labels=COUNTER_LABELS,
        state_label=state_label,
    )
