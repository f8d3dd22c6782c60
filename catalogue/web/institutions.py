"""Institutions: who provides what is here."""

from flask import Blueprint, abort, render_template, request, url_for

from catalogue.db import now
from catalogue.domain.lectures import coming_lectures
from catalogue.domain.showing import institution_named, institutions, resources_of
from catalogue.models.vocabulary import vocabulary
from catalogue.search.find import read_request
from catalogue.web.paging import Pager

pages = Blueprint("institutions", __name__, url_prefix="/institutions")

ON_THE_LIST, ON_THE_PAGE, LECTURES = 60, 20, 3


@pages.get("/")
def index() -> str:
    """All of them, or those of one kind; an unknown kind counts as none chosen."""
    kinds = vocabulary("institution_kinds")
    kind = request.args.get("kind", "")
    kind = kind if kind in kinds else ""
    found = institutions(kind=kind, page=_page(), per_page=ON_THE_LIST)
    return render_template(
        "institutions/index.html",
        found=found,
        kind=kind,
        kinds=list(kinds.terms.values()),
        pager=Pager(found.page, found.pages, lambda page: url_for(".index", kind=kind or None, page=page)),
    )


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
        pager=Pager(found.page, found.pages, lambda page: url_for(".show", slug=slug, page=page)),
    )


def _page() -> int:
    return read_request(request.args, strict=False).page
