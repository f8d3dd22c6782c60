"""The ledger: who decided what, when and from where; filtered, and as a file for spreadsheet programs."""

from typing import Any

from flask import Blueprint, Response, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from catalogue.clock import local_day
from catalogue.db import db, now
from catalogue.domain.ledger.csv_file import ledger_csv
from catalogue.domain.ledger.view import LedgerPage, known_whats, ledger_page, wanted_entries
from catalogue.domain.text.csv_tables import MEDIA_TYPE
from catalogue.web.forms.ledger import LedgerSearch

pages = Blueprint("ledger", __name__, url_prefix="/admin/ledger")

MOST_EXPORTED = 100_000
"""Events of one file: bounds the time, about three seconds, and what spreadsheet programs open."""
LONGEST_NUMBER = 18
"""Digits; what is longer is no number of the database."""


@pages.get("")
def index() -> ResponseReturnValue:
    form = LedgerSearch(formdata=request.args)
    if not form.validate():
        return _page(form, LedgerPage((), None)), 400
    return _page(form, ledger_page(db.session(), form.wanted, before=_before()))


@pages.get("/ledger.csv")
def export() -> ResponseReturnValue:
    """The newest MOST_EXPORTED of what is looked for."""
    form = LedgerSearch(formdata=request.args)
    if not form.validate():
        return _page(form, LedgerPage((), None)), 400
    lines = ledger_csv(wanted_entries(db.session(), form.wanted, MOST_EXPORTED))
    response = Response(stream_with_context(lines), content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="ledger-{local_day(now())}.csv"'
    return response


def _page(form: LedgerSearch, page: LedgerPage) -> str:
    form.offer(known_whats(db.session()))
    return render_template(
        "ledger/index.html", form=form, page=page, link=_link, began=_before() is None, most_exported=MOST_EXPORTED
    )


def _before() -> int | None:
    """The number of the event before which the page begins; None for the newest page and for what is no number."""
    text = request.args.get("before", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def _link(endpoint: str = "ledger.index", **changed: Any) -> str:
    """The address of what is looked for, begun anew, with some arguments changed."""
    kept = {name: value for name, value in request.args.items() if name in LedgerSearch.NAMES and value}
    return url_for(endpoint, **{**kept, **changed})
