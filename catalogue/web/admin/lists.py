"""Lists on the administrators' pages: which page is asked for, and how the others are reached."""

from dataclasses import dataclass

from flask import request, url_for

from catalogue.web.paging import Pager

PER_PAGE = 50
MOST_DIGITS = 6


@dataclass(frozen=True)
class ListPage:
    """What to ask the database for, and the links to the other pages."""

    total: int
    offset: int
    pager: Pager
    limit: int = PER_PAGE


def list_page(total: int) -> ListPage:
    """The page this request asks for, or the nearest there is; the links keep the filters."""
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(_asked(), 1), pages)
    return ListPage(total, (page - 1) * PER_PAGE, Pager(page, pages, _link))


def _asked() -> int:
    text = request.args.get("page", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 1


def _link(page: int) -> str:
    kept = {name: value for name, value in request.args.items() if name != "page"}
    return url_for(str(request.endpoint), **{**kept, **(request.view_args or {}), "page": page})
