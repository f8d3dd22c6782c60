"""Sources: a row says where records come from, by which adapter, how often and how far it is trusted."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import JSON, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.institution import Institution
from catalogue.models.public_id import HasPublicId
from catalogue.models.states import SOURCE_MOVES, Moves

PORTAL = "portal"
"""The channel of what members of an institution hand in themselves."""


class Source(HasPublicId, Model):
    """Where, which adapter, options, schedule, owner, trust.

    `url` is empty for a source that is fed by imports; `channel` is PORTAL or empty. `full_list` overrides the
    adapter's word when it is not None. `default_cost` is what the owner declares of a record that does not speak of
    money. `trusted_by` names the person whose standing approval publishes new items; None means each waits for a
    reviewer.
    `expected_least` and `expected_most` are how many items a whole list has; None: any number.
    `tls_unverified_by` names the administrator who lets it be read although its certificate cannot be verified.
    `important` says that two people must accept what it brings.
    `harvested_until` is the source's own clock up to which its changes are known, where its protocol tells;
    `full_harvest_at` is when a run that asked for everything last ended well.
    """

    __tablename__ = "source"
    __table_args__ = (Index("ix_source_due", "state", "next_due_at"),)

    title: Mapped[str] = mapped_column(Text)
    adapter: Mapped[str] = mapped_column(String(40))
    url: Mapped[str] = mapped_column(Text, default="")
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="proposed")
    full_list: Mapped[bool | None] = mapped_column(default=None)
    default_cost: Mapped[str] = mapped_column(String(40), default="unknown")
    trusted_by: Mapped[str | None] = mapped_column(Text)
    trusted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    every_hours: Mapped[int | None] = mapped_column(default=None)
    next_due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    failures_in_a_row: Mapped[int] = mapped_column(default=0)
    expected_least: Mapped[int | None] = mapped_column(default=None)
    expected_most: Mapped[int | None] = mapped_column(default=None)
    tls_unverified_by: Mapped[str | None] = mapped_column(Text)
    harvested_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    full_harvest_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    channel: Mapped[str] = mapped_column(String(20), default="", server_default="")
    important: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    institution: Mapped[Institution] = relationship()

    @property
    def moves(self) -> Moves:
        return SOURCE_MOVES

    @property
    def host(self) -> str:
        """The host it is read from; a name of its own for a source that is fed by files."""
        return urlsplit(self.url).hostname or self.public_id

    @property
    def of_members(self) -> bool:
        """Whether it holds what members of its institution hand in themselves."""
        return self.channel == PORTAL

    @property
    def trusted(self) -> bool:
        return self.trusted_by is not None
