"""Applications of institutions: who asks to hand in resources for which institution, and what became of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.account import Account
from catalogue.models.institution import Institution
from catalogue.models.public_id import HasPublicId
from catalogue.models.states import APPLICATION_MOVES, Moves


class Application(HasPublicId, Model):
    """What somebody says of an institution they work for; their name and e-mail address are those of the account.

    `kind` and `region` are codes of the vocabularies, `credit_code` is the institution's (GB 32100-2015). `consent` is
    the version of the privacy notice agreed to. The proof lies in the instance folder under the public id until
    `proof_deleted_at`; `proof_type` is one of domain.proofs' types, `proof_size` in bytes. `email_confirmed_at` is when
    the link in the mail was followed. `institution_id` is what the application was accepted for, `reason` what the
    applicant is told of a refusal.
    """

    __tablename__ = "application"
    __table_args__ = (Index("ix_application_queue", "state", "created_at"),)

    state: Mapped[str] = mapped_column(String(20), default="open")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(40))
    region: Mapped[str] = mapped_column(String(20))
    credit_code: Mapped[str] = mapped_column(String(18), index=True)
    phone: Mapped[str] = mapped_column(Text, default="")
    duty: Mapped[str] = mapped_column(Text, default="")
    consent: Mapped[str] = mapped_column(String(20))
    proof_type: Mapped[str] = mapped_column(String(40))
    proof_size: Mapped[int]
    proof_deleted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    email_confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")

    account: Mapped[Account] = relationship()
    institution: Mapped[Institution | None] = relationship()

    @property
    def moves(self) -> Moves:
        return APPLICATION_MOVES
