"""The second factor: codes of an authenticator app (TOTP, RFC 6238), six digits that change every 30 seconds."""

import hmac
import unicodedata
from datetime import datetime

import pyotp
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.accounts.notices import tell_owner
from catalogue.domain.accounts.recovery_codes import drop_recovery_codes, new_recovery_codes, use_recovery_code
from catalogue.domain.accounts.sessions import end_session
from catalogue.domain.ledger.events import record_event
from catalogue.errors import CatalogueError
from catalogue.models import Account, AccountSession

DRIFT_STEPS = 1
"""Telephones' clocks go wrong; the codes just before and just after are good as well."""
WRONG_CODES = 5
"""With so many, a session that knows only the password has ended."""


class WrongCode(CatalogueError):
    """A code that is not right, too old, or was used."""

    def __init__(self) -> None:
        super().__init__("验证码不对或已经用过。请等应用里换了新的验证码再填；如果总是不对，请检查手机的时间。")


def new_secret() -> str:
    """160 random bits in base32, as RFC 4226 advises."""
    return pyotp.random_base32()


def provisioning_uri(secret: str, email: str, site: str) -> str:
    """What the QR code says: the otpauth address that authenticator apps read."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=site)


def set_up(session: Session, account: Account, secret: str, code: str, *, opened: AccountSession) -> list[str]:
    """Demand codes of this secret from now on; returns the recovery codes, to be shown once. Raises WrongCode."""
    if account.totp_secret is not None:
        raise CatalogueError("这个账号已经设好两步验证了；要换手机，请先在两步验证页停用它。")
    step = matching_step(secret, code, now())
    if step is None:
        raise WrongCode
    account.totp_secret, account.totp_step = secret, step
    opened.second_factor_at = now()
    _tell(session, account, "account.second_factor_set_up", "设好了两步验证，以后登录要填验证码", by=account.actor)
    return new_recovery_codes(session, account)


def confirm(session: Session, opened: AccountSession, code: str) -> bool:
    """Let a session in that brings a code of the app, or a recovery code; False ends nothing but counts."""
    account = opened.account
    right = _take_step(session, account, code) or use_recovery_code(session, account, code)
    if right:
        opened.second_factor_at, opened.wrong_codes = now(), 0
    else:
        opened.wrong_codes += 1
    return right


def end_after_wrong_codes(session: Session, opened: AccountSession) -> bool:
    """End a session that guesses, and warn the owner, whose password somebody knows; returns whether it was."""
    if opened.wrong_codes < WRONG_CODES:
        return False
    what = f"有人用您的密码登录，但验证码连续填错 {WRONG_CODES} 次，这次登录已经结束"
    tell_owner(session, opened.account.email, f"{what}。别人可能知道了您的密码。")
    end_session(session, opened, by=opened.account.actor)
    return True


def turn_off(session: Session, account: Account) -> None:
    """By the person, who has just given the password."""
    _forget(session, account)
    _tell(session, account, "account.second_factor_turned_off", "停用了两步验证", by=account.actor)


def reset_second_factor(session: Session, account: Account, *, by: str) -> None:
    """For somebody who lost the telephone and the recovery codes: the next sign-in is by password, then a new set-up.

    Raises CatalogueError when there is none to reset.
    """
    if account.totp_secret is None:
        raise CatalogueError("这个账号没有设两步验证，不需要重置。")
    _forget(session, account)
    _tell(session, account, "account.second_factor_reset", "由管理员重置了两步验证，请登录后重新设置", by=by)


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """The time step whose code this is, within the drift; None when it is none."""
    digits = "".join(unicodedata.normalize("NFKC", code).split())
    if len(digits) != 6 or not (digits.isascii() and digits.isdecimal()):
        return None
    totp = pyotp.TOTP(secret)
    present = totp.timecode(at)
    steps = range(present - DRIFT_STEPS, present + DRIFT_STEPS + 1)
    return next((step for step in steps if hmac.compare_digest(totp.generate_otp(step), digits)), None)


def _take_step(session: Session, account: Account, code: str) -> bool:
    """Take a code once: two requests that bring the same one at the same moment are told apart by the database."""
    step = matching_step(account.totp_secret, code, now()) if account.totp_secret else None
    if step is None:
        return False
    later = update(Account).where(Account.id == account.id, Account.totp_step < step).values(totp_step=step)
    return session.execute(later).rowcount == 1  # type: ignore[attr-defined]


def _forget(session: Session, account: Account) -> None:
    """Sessions in which a code was given count no longer as such: staff set up a new one first."""
    account.totp_secret, account.totp_step = None, 0
    drop_recovery_codes(session, account)
    for opened in session.scalars(select(AccountSession).where(AccountSession.account_id == account.id)):
        opened.second_factor_at = None


def _tell(session: Session, account: Account, event: str, what: str, *, by: str) -> None:
    record_event(session, event, account, by=by, before="", after="", note="")
    tell_owner(session, account.email, f"您的账号{what}。")
