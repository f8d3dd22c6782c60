"""Institutions: who provides resources, holds lectures and owns sources."""

from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model
from catalogue.models.indexed import Indexed
from catalogue.models.public_id import HasPublicId


class Institution(HasPublicId, Indexed, Model):
    """A school, museum, platform ...; created unverified when a record first names it.

    `slug` is an ASCII name set by a person, or empty: then the public id stands in its address. `region` is a
    code of the regions vocabulary, `kind` one of institution_kinds; both empty when nobody knows yet.
    `credit_code` is the unified social credit code (GB 32100-2015) an administrator verified it by.
    """

    unindexed: ClassVar[frozenset[str]] = frozenset({"credit_code"})

    __tablename__ = "institution"

    name: Mapped[str] = mapped_column(Text, unique=True)
    slug: Mapped[str | None] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(String(40), default="")
    region: Mapped[str] = mapped_column(String(20), default="")
    homepage: Mapped[str] = mapped_column(Text, default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    verified: Mapped[bool] = mapped_column(default=False)
    credit_code: Mapped[str | None] = mapped_column(String(18), index=True, unique=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    aliases: Mapped[list["InstitutionAlias"]] = relationship(back_populates="institution", cascade="all, delete-orphan")

    @property
    def address_name(self) -> str:
        """What stands in /institutions/<slug>."""
        return self.slug or self.public_id


class InstitutionAlias(Model):
    """A name under which records know an institution; `name_key` is the name as domain.providers folds it."""

    __tablename__ = "institution_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_key: Mapped[str] = mapped_column(Text, unique=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id", ondelete="CASCADE"), index=True)

    institution: Mapped[Institution] = relationship(back_populates="aliases")
