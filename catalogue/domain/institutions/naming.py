"""Institutions as those who work with them name them: by their public id, or by name."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.institutions.providers import MAX_NAME_LENGTH, find_institution
from catalogue.domain.text.typed import one_line
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Institution

LEAST_NAME = 4


def institution_with_id(session: Session, public_id: str) -> Institution:
    """Raises NotFound."""
    institution = session.scalar(select(Institution).where(Institution.public_id == public_id))
    if institution is None:
        raise NotFound(f"没有编号为 {public_id} 的机构")
    return institution


def institution_called(session: Session, name: str) -> Institution:
    """By its name or another of its names. Raises NotFound."""
    institution = find_institution(session, one_line(name))
    if institution is None:
        raise NotFound("目录里没有这个名称的机构，请照机构列表里的名称或别名填写。")
    return institution


def clean_institution_name(text: str) -> str:
    """The name on one line. Raises CatalogueError."""
    name = one_line(text)
    if not LEAST_NAME <= len(name) <= MAX_NAME_LENGTH:
        raise CatalogueError(f"请填写机构的全称，{LEAST_NAME} 到 {MAX_NAME_LENGTH} 个字，与证书上的一致。")
    return name
