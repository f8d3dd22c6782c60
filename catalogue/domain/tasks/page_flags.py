"""The flag that a link leads to something else: it comes later than the others, once the page was read."""

from typing import Any

from sqlalchemy.orm import Session

from catalogue.domain.page_titles.naming import page_of
from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag, flags_as_json, flags_of, in_order
from catalogue.domain.screening.rules.page_title import page_title
from catalogue.domain.screening.subject import Subject
from catalogue.domain.text.normalise import NormalRecord
from catalogue.models import Listing

CODE = "page_title"


def with_page_flags(session: Session, listing: Listing, evidence: dict[str, Any]) -> dict[str, Any]:
    """The evidence with what the page says now of what the listing says; the very same when that is nothing new."""
    flags, found = flags_of(evidence), _page_flags(session, listing)
    if [flag for flag in flags if flag.code == CODE] == found:
        return evidence
    others = {name: value for name, value in evidence.items() if name != "flags"}
    flags = in_order((*(flag for flag in flags if flag.code != CODE), *found))
    return {**others, "flags": flags_as_json(flags)} if flags else others


def _page_flags(session: Session, listing: Listing) -> list[Flag]:
    page = page_of(session, listing.resource)
    if page is None:
        return []
    return list(page_title(Subject.of_record(NormalRecord.from_json(listing.latest)), Context(page=page)))
