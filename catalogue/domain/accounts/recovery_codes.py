"""Recovery codes: ten, shown once, kept as hashes, each good once."""

import secrets
from base64 import b32encode

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.accounts.notices import tell_owner
from catalogue.domain.accounts.sessions import hash_of
from catalogue.domain.ledger.events import record_event
from catalogue.models import Account, RecoveryCode

NUMBER = 10
BYTES = 10
"""80 random bits: a plain hash is enough, since nobody can go through so many."""
GROUP = 4


def new_recovery_codes(session: Session, account: Account) -> list[str]:
    """Make new codes and drop the old ones; nobody sees these again."""
    drop_recovery_codes(session, account)
    codes = [_new_code() for _ in range(NUMBER)]
    session.add_all(RecoveryCode(account_id=account.id, code_hash=_hash(code)) for code in codes)
    session.flush()
    record_event(session, "account.recovery_codes", account, by=account.actor, before="", after="", note="")
    return codes


def use_recovery_code(session: Session, account: Account, code: str) -> bool:
    """Use up a code; two requests that bring the same one at the same moment are told apart by the database."""
    unused = (RecoveryCode.account_id == account.id, RecoveryCode.used_at.is_(None))
    this = update(RecoveryCode).where(*unused, RecoveryCode.code_hash == _hash(code)).values(used_at=now())
    if session.execute(this).rowcount != 1:  # type: ignore[attr-defined]
        return False
    left = recovery_codes_left(session, account)
    record_event(session, "account.recovery_code_used", account, by=account.actor, before="", after=str(left), note="")
    tell_owner(session, account.email, f"有人用您的一个备用码登录，还剩 {left} 个。")
    return True


def recovery_codes_left(session: Session, account: Account) -> int:
    unused = (RecoveryCode.account_id == account.id, RecoveryCode.used_at.is_(None))
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def drop_recovery_codes(session: Session, account: Account) -> None:
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


def _new_code() -> str:
    """Like abcd-efgh-ijkl-mnop: base32 has no 0, 1 and 8, which are misread."""
    text = b32encode(secrets.token_bytes(BYTES)).decode().lower()
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def _hash(code: str) -> str:
    """However it was typed: with or without hyphens and spaces, in capitals or not."""
    return hash_of("".join(character for character in code.lower() if character.isalnum()))
