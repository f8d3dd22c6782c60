"""Resources: anything a learner can use, composed of its listings and the editors' words."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Optional

from sqlalchemy import JSON, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.indexed import Indexed
from catalogue.models.institution import Institution
from catalogue.models.public_id import HasPublicId
from catalogue.models.states import RESOURCE_MOVES, Moves

if TYPE_CHECKING:
    from catalogue.models.listing import Listing

STALE = text("version <> indexed_version")


class Resource(HasPublicId, Indexed, Model):
    """A resource as learners see it.

    `url` is the canonical address of the resource itself. `topics`, `audiences`, `level`, `kind`, `language` and
    `accessibility` hold vocabulary codes, `subjects` the sources' own words. `duration` and `effort` are ISO 8601
    (see ResourceRecord). `edited` holds the fields an editor decided; they win over every listing. `reason` says
    in Chinese why it was archived, withdrawn or refused. `title_key` is the title as domain.titles folds it,
    `title_head` and `title_tail` its ends with numerals and provider, as domain.match_keys writes them.
    `link_dead` says that the address failed so often, on so many days, that search does not offer it (domain.links).
    """

    __tablename__ = "resource"
    __table_args__ = (
        Index("ix_resource_title_key", "title_key", "provider_id"),
        Index("ix_resource_shown", "state", "link_dead", "published_at"),
        Index("ix_resource_of_provider", "provider_id", "state", "published_at"),
        Index("ix_resource_stale", "id", sqlite_where=STALE, postgresql_where=STALE),
    )
    unindexed: ClassVar[frozenset[str]] = frozenset({"edited", "listings", "title_key", "title_head", "title_tail"})

    state: Mapped[str] = mapped_column(String(20), default="pending")
    title: Mapped[str] = mapped_column(Text)
    title_key: Mapped[str] = mapped_column(Text)
    title_head: Mapped[str] = mapped_column(Text, index=True, default="")
    title_tail: Mapped[str] = mapped_column(Text, index=True, default="")
    url: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(40), default="")
    provider_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    teachers: Mapped[list[str]] = mapped_column(JSON, default=list)
    language: Mapped[str] = mapped_column(String(40), default="")
    subjects: Mapped[list[str]] = mapped_column(JSON, default=list)
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    audiences: Mapped[list[str]] = mapped_column(JSON, default=list)
    level: Mapped[str] = mapped_column(String(40), default="")
    duration: Mapped[str] = mapped_column(String(40), default="")
    effort: Mapped[str] = mapped_column(String(40), default="")
    cost: Mapped[str] = mapped_column(String(40), default="unknown")
    login: Mapped[str] = mapped_column(String(20), default="unknown")
    accessibility: Mapped[list[str]] = mapped_column(JSON, default=list)
    image: Mapped[str] = mapped_column(Text, default="")
    licence: Mapped[str] = mapped_column(Text, default="")
    provenance: Mapped[str] = mapped_column(Text, default="")
    published: Mapped[date | None]
    updated: Mapped[date | None]
    edited: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reason: Mapped[str] = mapped_column(Text, default="")
    link_dead: Mapped[bool] = mapped_column(default=False, server_default=false())
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("resource.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    provider: Mapped[Institution] = relationship()
    merged_into: Mapped[Optional["Resource"]] = relationship(remote_side="Resource.id")
    listings: Mapped[list["Listing"]] = relationship(back_populates="resource", order_by="Listing.id")

    @property
    def moves(self) -> Moves:
        return RESOURCE_MOVES
