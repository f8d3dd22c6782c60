"""API tokens: issued to a program of an institution, shown once, known by their hash, and revoked at once."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.ledger.events import record_event
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import ApiToken, Institution
from catalogue.models.api_token import SCOPES

MARK = "gx_"
"""Begins every token, so that people and scanners for leaked secrets know it for one."""
SECRET_BYTES = 32
SHOWN = 6
"""Characters of the secret that stay readable, so that an owner can tell tokens apart."""
MOST_TOKENS = 20
LONGEST_NAME = 60
LONGEST_TOKEN = 200
NOTED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class NewToken:
    """What an owner asks for; `days` None: it holds until it is revoked."""

    name: str
    scopes: tuple[str, ...]
    days: int | None = 365


def issue_token(session: Session, institution: Institution, new: NewToken, *, by: str) -> tuple[ApiToken, str]:
    """A token and its secret, which nobody can read again. Raises CatalogueError."""
    scopes = _checked_scopes(new.scopes)
    standing = select(func.count()).where(ApiToken.institution_id == institution.id, ApiToken.revoked_at.is_(None))
    if (session.scalar(standing) or 0) >= MOST_TOKENS:
        raise CatalogueError(f"一个机构最多有 {MOST_TOKENS} 个令牌。请先停用不再使用的。")
    secret = MARK + secrets.token_urlsafe(SECRET_BYTES)
    token = ApiToken(
        institution=institution,
        name=" ".join(new.name.split())[:LONGEST_NAME],
        prefix=secret[: len(MARK) + SHOWN],
        token_hash=hash_of(secret),
        scopes=scopes,
        created_by=by,
        expires_at=now() + timedelta(days=new.days) if new.days else None,
    )
    session.add(token)
    session.flush()
    note = f"{token.name}（{token.prefix}…）"
    record_event(session, "apitoken.issued", token, by=by, before="", after=" ".join(scopes), note=note)
    return token, secret


def _checked_scopes(scopes: Iterable[str]) -> list[str]:
    wanted = set(scopes)
    if not wanted or not wanted <= SCOPES.keys():
        raise CatalogueError("请至少选一项这个令牌可以做的事。")
    return [scope for scope in SCOPES if scope in wanted]


def tokens_of(session: Session, institution: Institution) -> list[ApiToken]:
    """The institution's tokens, those that hold first, then by age."""
    of_institution = select(ApiToken).where(ApiToken.institution_id == institution.id)
    tokens = session.scalars(of_institution.order_by(ApiToken.id.desc())).all()
    return sorted(tokens, key=lambda token: token.state != "valid")


def revoke_token(session: Session, institution: Institution, public_id: str, *, by: str) -> ApiToken:
    """Let a token open nothing any more. Raises NotFound, also for another institution's."""
    of_institution = select(ApiToken).where(ApiToken.institution_id == institution.id)
    token = session.scalar(of_institution.where(ApiToken.public_id == public_id))
    if token is None:
        raise NotFound("没有这个令牌。")
    if token.revoked_at is None:
        token.revoked_at = now()
        note = f"{token.name}（{token.prefix}…）"
        record_event(session, "apitoken.revoked", token, by=by, before="valid", after="revoked", note=note)
    return token


def find_token(session: Session, secret: str) -> ApiToken | None:
    """The token of this secret, if it still holds."""
    if not secret.startswith(MARK) or len(secret) > LONGEST_TOKEN:
        return None
    token = session.scalar(select(ApiToken).where(ApiToken.token_hash == hash_of(secret)))
    return token if token is not None and token.state == "valid" else None


def wants_noting(token: ApiToken) -> bool:
    """Whether its last use is worth writing down again."""
    return token.last_used_at is None or now() - token.last_used_at > NOTED_EVERY


def note_use(token: ApiToken) -> None:
    token.last_used_at = now()


def hash_of(secret: str) -> str:
    """What is kept of a secret: it has 256 random bits, so that no slow hash is needed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
