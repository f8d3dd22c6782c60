"""Site facts: the few values decided once at `init` that must never change afterwards."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.db import Model


class SiteFact(Model):
    """`namespace` is the identity inside iCalendar UIDs and OAI identifiers: never the host name."""

    __tablename__ = "site_fact"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
