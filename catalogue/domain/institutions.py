"""Institutions as those who work with them name them: by their public id, or by name."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.providers import find_institution
from catalogue.domain.typed_text import one_line
from catalogue.errors import NotFound
from catalogue.models import Institution


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
