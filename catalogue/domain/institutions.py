"""Institutions as those who work with them name them: by their public id."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.errors import NotFound
from catalogue.models import Institution


def institution_with_id(session: Session, public_id: str) -> Institution:
    """Raises NotFound."""
    institution = session.scalar(select(Institution).where(Institution.public_id == public_id))
    if institution is None:
        raise NotFound(f"没有编号为 {public_id} 的机构")
    return institution
