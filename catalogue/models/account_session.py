"""Sessions of signed-in people, a row a device: each can be seen and ended by its owner."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.db import Model, UTCDateTime, now
from catalogue.models.account import Account
from catalogue.models.public_id import HasPublicId


class AccountSession(HasPublicId, Model):
    """`key_hash` is the SHA-256, in hexadecimal, of the key the device's cookie holds.

    `second_factor_at` is when a code was given in this session; None: only the password was. `address` and `device`
    are what the owner may recognise: the network address and the browser's own words, cut. `wrong_codes` counts those
    of the second factor that were not right.
    """

    __tablename__ = "account_session"

    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    second_factor_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    address: Mapped[str] = mapped_column(Text, default="")
    device: Mapped[str] = mapped_column(Text, default="")
    wrong_codes: Mapped[int] = mapped_column(default=0, server_default="0")

    account: Mapped[Account] = relationship()
