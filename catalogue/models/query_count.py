"""Typed queries counted by day, without a word about who: those that were answered, and those that were not."""

from datetime import date

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db import Model


class QueryCount:
    """`text` is normalised; `day` is a day in Asia/Shanghai."""

    text: Mapped[str] = mapped_column(Text, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    count: Mapped[int] = mapped_column(default=0)


class AskedQuery(QueryCount, Model):
    """What learners looked for and found."""

    __tablename__ = "asked_query"


class FailedQuery(QueryCount, Model):
    """What learners looked for and nothing has."""

    __tablename__ = "failed_query"
