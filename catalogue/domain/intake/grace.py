"""Grace: what stays missing from all its sources for some days is archived, and comes back with them."""

from datetime import timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.intake.publishing import archive
from catalogue.domain.ledger.events import SYSTEM
from catalogue.models import Listing, Resource


def archive_vanished(session: Session, grace_days: int, limit: int = 500) -> int:
    """Archive public resources every listing of which has been missing for the grace period; returns how many."""
    cutoff = now() - timedelta(days=grace_days)
    of_resource = Listing.resource_id == Resource.id
    standing = exists().where(of_resource, Listing.missing_since.is_(None), Listing.gone.is_(False))
    recent = exists().where(of_resource, Listing.missing_since > cutoff)
    vanished = select(Resource).where(Resource.state == "public", exists().where(of_resource), ~standing, ~recent)
    resources = session.scalars(vanished.order_by(Resource.id).limit(limit)).all()
    for resource in resources:
        archive(session, resource, f"来源已有 {grace_days} 天不再列出", by=SYSTEM)
    return len(resources)
