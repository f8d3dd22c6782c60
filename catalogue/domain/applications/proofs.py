"""Proofs: the certificates institutions send with their application, kept apart and only as long as they are needed.

A proof lies under the public id of its application, without a name or an ending of its own: what it is was told from
its bytes, and nothing may take it for something to run or to show.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Application

MOST_MEGABYTES = 5
_MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
LABELS = {"application/pdf": "PDF", "image/png": "PNG 图片", "image/jpeg": "JPEG 图片"}
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
_BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
_ENDS = {"application/pdf": b"%%EOF", "image/png": b"IEND\xaeB`\x82", "image/jpeg": b"\xff\xd9"}
_LAST_BYTES = 2048
"""Where the end mark stands: writers leave some bytes behind it."""
PORTION = 500
LEFT_AFTER = timedelta(days=1)
"""A file that belongs to no application after this was left by a request that failed."""


@dataclass(frozen=True)
class Proof:
    """`type` is a media type of LABELS, told from the bytes."""

    type: str
    data: bytes


def read_proof(file: IO[bytes]) -> Proof:
    """Read a file somebody sent. Raises CatalogueError for one that is empty, too large, broken or of another type."""
    data = file.read(_MOST_BYTES + 1)
    if not data:
        raise CatalogueError("请选择证明材料的文件，这一个是空的。")
    if len(data) > _MOST_BYTES:
        raise CatalogueError(f"证明材料最大 {MOST_MEGABYTES} MB，请压缩或拍小一些再传。")
    media_type = next((found for beginning, found in _BEGINNINGS.items() if data.startswith(beginning)), "")
    if not media_type:
        raise CatalogueError("证明材料须是 PDF、PNG 或 JPEG 文件，请另存为其中一种再传；只改文件名不行。")
    if _ENDS[media_type] not in data[-_LAST_BYTES:]:
        raise CatalogueError("证明材料的文件不完整，请重新保存或拍照后再传。")
    return Proof(media_type, data)


def proofs_folder(settings: Mapping[str, Any]) -> Path:
    return Path(settings["INSTANCE"]) / "proofs"


def keep_proof(folder: Path, application: Application, proof: Proof) -> None:
    """Write the proof of an application; only the owner of the process may read it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / application.public_id
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(proof.data)


def proof_of(folder: Path, application: Application) -> bytes:
    """Raises NotFound when it was deleted after its time, or is missing."""
    if application.proof_deleted_at is not None:
        raise NotFound("这份证明材料已到保存期限，按规定删除了。")
    try:
        return (folder / application.public_id).read_bytes()
    except FileNotFoundError:
        raise NotFound("找不到这份证明材料的文件，可能没有随备份恢复；请联系申请人重新提供。") from None


def drop_proof(folder: Path, application: Application) -> None:
    """Delete the file; it may be missing, as after a restored backup."""
    (folder / application.public_id).unlink(missing_ok=True)


def drop_old_proofs(session: Session, folder: Path, keep_days: int) -> int:
    """Delete a portion of the proofs of applications decided before the time; returns how many went."""
    decided = Application.decided_at < now() - timedelta(days=keep_days)
    old = select(Application).where(decided, Application.proof_deleted_at.is_(None)).limit(PORTION)
    applications = session.scalars(old).all()
    for application in applications:
        drop_proof(folder, application)
        application.proof_deleted_at = now()
    return len(applications)


def drop_left_proofs(session: Session, folder: Path) -> None:
    """Delete files that belong to no application."""
    before = (now() - LEFT_AFTER).timestamp()
    names = {path.name for path in folder.glob("*") if path.stat().st_mtime < before}
    known = set(session.scalars(select(Application.public_id).where(Application.proof_deleted_at.is_(None))))
    for name in names - known:
        (folder / name).unlink(missing_ok=True)
