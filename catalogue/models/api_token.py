"""API tokens: what a program of an institution shows to hand in records."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.institution import Institution
from catalogue.models.public_id import HasPublicId

SCOPES = {"resources:write": "提交资源", "lectures:write": "提交讲座"}
"""Codes, which rows store, and what people read."""


class ApiToken(HasPublicId, Model):
    """`token_hash` is the SHA-256, in hexadecimal, of the token; `prefix` its beginning, by which people know it.

    `scopes` holds codes of SCOPES. `expires_at` None: it holds until it is revoked.
    """

    __tablename__ = "api_token"

    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(String(20))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    institution: Mapped[Institution] = relationship()

    @property
    def actor(self) -> str:
        """What events name this program by."""
        return f"token:{self.public_id}"

    @property
    def state(self) -> str:
        """valid, expired or revoked, now."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= now() else "valid"
