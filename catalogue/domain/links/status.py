"""What is known of links: of one resource for its page and the API, and of those an institution should mend."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from catalogue.db import db
from catalogue.models import Institution, LinkCheck, Resource


class LinkStatus(NamedTuple):
    """`state` is unknown, ok, failing or dead, `reason` a code of LINK_REASONS.

    `page_title` is what the page calls itself, empty where nobody knows.
    """

    state: str = "unknown"
    reason: str = ""
    failing_since: datetime | None = None
    checked_at: datetime | None = None
    page_title: str = ""

    @property
    def broken(self) -> bool:
        """Whether a reader should be told before following the link."""
        return self.state in ("failing", "dead")


class LinkToMend(NamedTuple):
    """A link that fails, has moved, leads to a login the resource does not speak of, or to something else.

    `resource` is the public id. `moved_to` and `login_found` are suggestions, never applied by themselves.
    `other_title` is what the page calls itself where that disagrees with the title, else empty.
    """

    resource: str
    title: str
    institution: str
    address: str
    state: str
    reason: str
    status: int | None
    failing_since: datetime | None
    checked_at: datetime | None
    moved_to: str
    login_found: bool
    other_title: str


_STATUS = select(
    LinkCheck.state, LinkCheck.reason, LinkCheck.failing_since, LinkCheck.checked_at, LinkCheck.page_title
).where(LinkCheck.resource_id == bindparam("resource"), LinkCheck.address == bindparam("address"))
_DISAGREES = and_(LinkCheck.disagrees_with != "", LinkCheck.disagrees_with == Resource.title)
"""Until the title is corrected; then the next check will tell."""
_UNSAID_LOGIN = and_(LinkCheck.reason == "login_wall", Resource.login != "required")
_TO_MEND = (
    select(
        Resource.public_id,
        Resource.title,
        Institution.name,
        LinkCheck.address,
        LinkCheck.state,
        LinkCheck.reason,
        LinkCheck.status,
        LinkCheck.failing_since,
        LinkCheck.checked_at,
        LinkCheck.moved_to,
        _UNSAID_LOGIN,
        case((_DISAGREES, LinkCheck.page_title), else_=""),
    )
    .join(LinkCheck.resource)
    .join(Resource.provider)
    .where(
        Resource.state == "public",
        or_(LinkCheck.state.in_(("failing", "dead")), LinkCheck.moved_to != "", _UNSAID_LOGIN, _DISAGREES),
    )
    .order_by(LinkCheck.state, LinkCheck.failing_since, Resource.id)
)
"""By state, the dead come first, then the failing, then those that answer: the alphabet happens to agree."""


def link_status(resource: Resource) -> LinkStatus:
    """Of the address the resource has now."""
    asked = {"resource": resource.id, "address": resource.url}
    row = db.session().connection().execute(_STATUS, asked).first()
    return LinkStatus(*row) if row else LinkStatus()


def links_to_mend(
    session: Session, institution: Institution | None = None, *, limit: int, offset: int = 0
) -> list[LinkToMend]:
    """The links somebody should look at, of one provider or of all: dead ones first, each by how long it fails."""
    rows = _TO_MEND if institution is None else _TO_MEND.where(Resource.provider_id == institution.id)
    return [LinkToMend._make(row) for row in session.execute(rows.limit(limit).offset(offset))]


def link_counts(session: Session) -> dict[str, int]:
    """How many links of public resources stand in which state; those not enrolled yet are not counted."""
    counts = select(LinkCheck.state, func.count().label("links")).join(LinkCheck.resource)
    rows = session.execute(counts.where(Resource.state == "public").group_by(LinkCheck.state))
    return {row.state: row.links for row in rows}
