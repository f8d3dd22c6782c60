"""Since: a source that tells its clock is asked for changes alone, and now and then for everything."""

from datetime import datetime, timedelta

from catalogue.db import now
from catalogue.models import Run, Source


def changes_since(source: Source, full_harvest_days: float) -> datetime | None:
    """The source's own clock after which its changes are to be asked for; None when everything is."""
    whole = source.full_harvest_at
    if whole is None or whole < now() - timedelta(days=full_harvest_days):
        return None
    return source.harvested_until


def remember_clock(run: Run) -> None:
    """After a run that ended well: up to which moment of its own clock the source is known.

    That is the moment of the run's first answer, for what changed while we were reading may have been missed.
    """
    source = run.source
    if run.since is None:
        source.harvested_until, source.full_harvest_at = run.answered_at, now()
    elif run.answered_at:
        source.harvested_until = run.answered_at
