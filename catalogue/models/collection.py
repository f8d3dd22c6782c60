"""Collections: an ordered, sectioned, annotated choice of resources and lectures by a curator."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.indexed import Indexed
from catalogue.models.lecture import Lecture
from catalogue.models.public_id import HasPublicId
from catalogue.models.resource import Resource
from catalogue.models.states import COLLECTION_MOVES, Moves


class Collection(HasPublicId, Indexed, Model):
    """`slug` is the ASCII name in its address; `position` orders the page of all collections."""

    __tablename__ = "collection"
    unindexed: ClassVar[frozenset[str]] = frozenset({"position"})

    slug: Mapped[str] = mapped_column(String(60), unique=True)
    state: Mapped[str] = mapped_column(String(20), default="draft", index=True)
    title: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text, default="")
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    audiences: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)

    sections: Mapped[list["CollectionSection"]] = relationship(
        order_by="CollectionSection.position", cascade="all, delete-orphan", back_populates="collection"
    )

    @property
    def moves(self) -> Moves:
        return COLLECTION_MOVES


class CollectionSection(Model):
    __tablename__ = "collection_section"

    id: Mapped[int] = mapped_column(primary_key=True)
    collection_id: Mapped[int] = mapped_column(ForeignKey("collection.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")

    collection: Mapped[Collection] = relationship(back_populates="sections")
    items: Mapped[list["CollectionItem"]] = relationship(
        order_by="CollectionItem.position", cascade="all, delete-orphan", back_populates="section"
    )


class CollectionItem(Model):
    """A resource or a lecture, never both, with the curator's word on why it is here."""

    __tablename__ = "collection_item"
    __table_args__ = (CheckConstraint("(resource_id IS NULL) <> (lecture_id IS NULL)", name="one_thing"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("collection_section.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    resource_id: Mapped[int | None] = mapped_column(ForeignKey("resource.id"), index=True)
    lecture_id: Mapped[int | None] = mapped_column(ForeignKey("lecture.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")

    section: Mapped[CollectionSection] = relationship(back_populates="items")
    resource: Mapped[Resource | None] = relationship()
    lecture: Mapped[Lecture | None] = relationship()
