"""Asked queries: what learners looked for and found, by day and without a word about who."""

from datetime import date

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db import Model


class AskedQuery(Model):
    """`text` is normalised; `day` is a day in Asia/Shanghai."""

    __tablename__ = "asked_query"

    text: Mapped[str] = mapped_column(Text, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    count: Mapped[int] = mapped_column(default=0)
