"""Review tasks of records that screening held back, when their source mends them before a person looked."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.ledger.events import SYSTEM
from catalogue.domain.tasks.merged import close_task
from catalogue.models import Listing, ReviewTask


def drop_answered(session: Session, listing: Listing) -> bool:
    """Drop the listing's screening task; True when there was one and nothing else of its resource waits."""
    waiting = select(ReviewTask).where(ReviewTask.resource_id == listing.resource_id, ReviewTask.state == "open")
    tasks = session.scalars(waiting).all()
    screened = [task for task in tasks if task.kind == "screened" and task.listing_id == listing.id]
    for task in screened:
        close_task(session, task, "dropped", by=SYSTEM)
    return bool(screened) and len(screened) == len(tasks)
