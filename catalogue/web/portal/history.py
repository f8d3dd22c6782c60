"""What an institution handed in and what became of it, and the links it should mend."""

from flask import Blueprint, g, render_template

from catalogue.db import db
from catalogue.domain.links.status import links_to_mend
from catalogue.domain.portal.history import page_of_submissions
from catalogue.web.addresses import kept_url_for
from catalogue.web.paging import Pager
from catalogue.web.portal.asked import asked_page

pages = Blueprint("portal_history", __name__, url_prefix="/portal/<public_id:institution>")

ON_A_PAGE = 20


@pages.get("/submissions")
def index(institution: str) -> str:
    found = page_of_submissions(db.session(), g.institution, page=asked_page(), per_page=ON_A_PAGE)

    def link(page: int) -> str:
        return kept_url_for("portal_history.index", institution=institution, page=page)

    return render_template(
        "portal/submissions.html", institution=g.institution, found=found, pager=Pager(found.page, found.pages, link)
    )


@pages.get("/links")
def links(institution: str) -> str:
    """One more than a page holds is read, to know whether there is a next one."""
    page = asked_page()
    found = links_to_mend(db.session(), g.institution, limit=ON_A_PAGE + 1, offset=(page - 1) * ON_A_PAGE)
    return render_template(
        "portal/links.html",
        institution=g.institution,
        links=found[:ON_A_PAGE],
        page=page,
        more=len(found) > ON_A_PAGE,
    )
