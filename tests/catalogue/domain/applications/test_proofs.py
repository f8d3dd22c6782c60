"""Proofs: what is taken for one, where it lies and how long."""

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.applications.proofs import (
    MOST_MEGABYTES,
    drop_left_proofs,
    drop_old_proofs,
    proof_of,
    read_proof,
)
from catalogue.domain.upkeep.backups import carried
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Application
from tests.applications import JPEG, PDF, PNG, folder, make_application

TOO_MUCH = MOST_MEGABYTES * 1024 * 1024 + 1


@pytest.mark.parametrize(("data", "media_type"), [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")])
def test_the_type_is_told_from_the_bytes(data: bytes, media_type: str) -> None:
    assert read_proof(BytesIO(data)).type == media_type


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "是空的"),
        (b"<html><script>alert(1)</script>", "须是 PDF、PNG 或 JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "须是 PDF、PNG 或 JPEG"),
        (b"MZ\x90\x00", "须是 PDF、PNG 或 JPEG"),
        (b"<html>" + PDF, "须是 PDF、PNG 或 JPEG"),
        (PNG[:20], "不完整"),
        (PDF[:-6], "不完整"),
        (JPEG[:-2], "不完整"),
        (PDF[:-6] + bytes(TOO_MUCH), "最大 5 MB"),
    ],
)
def test_what_is_no_proof_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(CatalogueError, match=said):
        read_proof(BytesIO(data))


def test_no_more_than_the_most_is_read() -> None:
    file = BytesIO(bytes(2 * TOO_MUCH))
    with pytest.raises(CatalogueError):
        read_proof(file)
    assert file.tell() == TOO_MUCH


def test_a_proof_lies_under_a_neutral_name_for_its_owner_alone(session: Session) -> None:
    application = make_application(session)
    path = folder() / application.public_id
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (PDF, 0o600)
    assert folder().stat().st_mode & 0o777 == 0o700
    assert [file.name for file in folder().iterdir()] == [application.public_id]


def decided(session: Session, *, days_ago: int) -> Application:
    application = make_application(session)
    application.state, application.decided_at = "refused", now() - timedelta(days=days_ago)
    session.flush()
    return application


def test_a_proof_goes_some_days_after_the_decision(session: Session) -> None:
    old, new, waiting = decided(session, days_ago=61), decided(session, days_ago=59), make_application(session)
    assert drop_old_proofs(session, folder(), 60) == 1
    assert {path.name for path in folder().iterdir()} == {new.public_id, waiting.public_id}
    with pytest.raises(NotFound, match="已到保存期限"):
        proof_of(folder(), old)
    assert drop_old_proofs(session, folder(), 60) == 0


def test_a_lost_file_is_said_to_be_lost(session: Session) -> None:
    application = make_application(session)
    (folder() / application.public_id).unlink()
    with pytest.raises(NotFound, match="找不到这份证明材料"):
        proof_of(folder(), application)


def test_what_a_failed_request_left_goes_after_a_day(session: Session) -> None:
    application = make_application(session)
    for name, hours in (("leftover", 25), ("underway", 1), (application.public_id, 25)):
        path = folder() / name
        path.touch()
        then = (now() - timedelta(hours=hours)).timestamp()
        os.utime(path, (then, then))
    drop_left_proofs(session, folder())
    assert {path.name for path in folder().iterdir()} == {"underway", application.public_id}


def test_tidying_before_there_was_any_proof_finds_nothing(session: Session, tmp_path: Path) -> None:
    drop_left_proofs(session, tmp_path / "proofs")
    assert drop_old_proofs(session, tmp_path / "proofs", 60) == 0


def test_backups_take_proofs_along_for_what_waits_could_not_be_decided_without(session: Session) -> None:
    application = make_application(session)
    assert f"proofs/{application.public_id}" in list(carried(folder().parent))
