"""What lists of an institution are asked for in their addresses, and the ways on from there."""

from flask import request

from catalogue.web.addresses import kept_url_for
from catalogue.web.paging import Pager
from catalogue.web.state_words import STATES

FARTHEST = 100_000


def asked_page() -> int:
    """The page asked for, counted from 1; whatever is no number counts as the first."""
    text = request.args.get("page", "")[:6]
    return min(FARTHEST, max(1, int(text))) if text.isascii() and text.isdigit() else 1


def asked_standing() -> str:
    """How what is listed shall stand; a word that is no state counts as none."""
    standing = request.args.get("state", "")
    return standing if standing in STATES else ""


def standing_pager(endpoint: str, institution: str, standing: str, *, page: int, pages: int) -> Pager:
    """The ways to the other pages of a list of what stands so."""
    chosen = {"state": standing} if standing else {}
    return Pager(page, pages, lambda other: kept_url_for(endpoint, institution=institution, **chosen, page=other))
