"""Institutions: who provides what is here."""

from flask import Blueprint, abort, current_app, render_template, request

from catalogue.db import now
from catalogue.domain.shown.lectures import coming_lectures
from catalogue.domain.shown.showing import (
    Sized,
    institution_named,
    institutions_by_size,
    page_of_institutions,
    resources_of,
)
from catalogue.models.vocabulary import vocabulary
from catalogue.search.engine import IndexUnavailable, SearchEngine
from catalogue.search.find import read_request
from catalogue.search.kept import kept_until_index_changes
from catalogue.web.addresses import kept_url_for
from catalogue.web.paging import Pager

pages = Blueprint("institutions", __name__, url_prefix="/institutions")

ON_THE_LIST, ON_THE_PAGE, LECTURES = 60, 20, 3


@pages.get("/")
def index() -> str:
    """All of them, or those of one kind; an unknown kind counts as none chosen."""
    kinds = vocabulary("institution_kinds")
    kind = request.args.get("kind", "")
    kind = kind if kind in kinds else ""
    chosen = {"kind": kind} if kind else {}
    sized = [one for one in _by_size() if kind in ("", one.kind)]
    found = page_of_institutions(sized, page=_page(), per_page=ON_THE_LIST)
    return render_template(
        "institutions/index.html",
        found=found,
        kind=kind,
        kinds=list(kinds.terms.values()),
        pager=Pager(found.page, found.pages, lambda page: kept_url_for("institutions.index", **chosen, page=page)),
    )


def _by_size() -> list[Sized]:
    """Counted anew while the index, which tells when to, is coming back."""
    try:
        return _kept_by_size(current_app.extensions["search_engine"])
    except IndexUnavailable:
        return institutions_by_size()


@kept_until_index_changes
def _kept_by_size(_engine: SearchEngine) -> list[Sized]:
    return institutions_by_size()


@pages.get("/<slug:slug>")
def show(slug: str) -> str:
    institution = institution_named(slug)
    if institution is None:
        abort(404)
    found = resources_of(institution, page=_page(), per_page=ON_THE_PAGE)
    return render_template(
        "institutions/show.html",
        institution=institution,
        found=found,
        lectures=coming_lectures(now(), limit=LECTURES, institution_id=institution.id),
        pager=Pager(found.page, found.pages, lambda page: kept_url_for("institutions.show", slug=slug, page=page)),
    )


def _page() -> int:
    return read_request(request.args, strict=False).page
