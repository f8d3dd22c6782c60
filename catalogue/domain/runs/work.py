"""What the steps of a run share: the run's number, its adapter, the network, the settings and the progress."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from catalogue.config import PACKAGE
from catalogue.db import db
from catalogue.models import Run
from harvesters.http import Http
from harvesters.record import Adapter

STARTER_SCHEME = "starter:"
"""Opens the address of a source that lies in catalogue/starter/; no person or request can set such an address."""

BATCH_ITEMS = 200
BATCH_SECONDS = 0.5


class Stopped(Exception):
    """Somebody aborted the run while this process worked on it."""


class Progress(Protocol):
    """Told after each batch: the step's name, how many items it has done, and of how many (None: unknown)."""

    def __call__(self, step: str, done: int, total: int | None) -> None: ...


def no_progress(step: str, done: int, total: int | None) -> None:
    """For those who do not watch."""


@dataclass(frozen=True)
class Breaker:
    """A run that loses more than this share, within the days of grace, waits for a person."""

    share: float
    grace_days: float


@dataclass(frozen=True)
class Work:
    """`incoming` is the folder that keeps the copies of files being imported; `max_minutes` a source may be read."""

    run_id: int
    adapter: Adapter
    http: Http
    incoming: Path
    breaker: Breaker
    max_minutes: float
    progress: Progress = no_progress

    def run(self) -> Run:
        """The run as the current session knows it."""
        run = db.session.get(Run, self.run_id)
        if run is None:
            raise LookupError(f"run {self.run_id} is gone")
        return run

    def standing(self, state: str) -> Run:
        """The run inside writing(), which must still be in this state. Raises Stopped when it is not."""
        run = db.session.get_one(Run, self.run_id, with_for_update=True)
        if run.state != state:
            raise Stopped
        return run

    def file(self) -> Path:
        """Where the copy of the imported file lies."""
        run = self.run()
        return self.incoming / run.public_id / "file"

    def options(self) -> dict[str, Any]:
        """The adapter's options, with the reserved ones an adapter finds its place by."""
        run = self.run()
        options = {**run.options, "url": run.source.url}
        if run.since:
            options["since"] = run.since
        if run.source.url.startswith(STARTER_SCHEME):
            options["file"] = str(PACKAGE / "starter" / run.source.url.removeprefix(STARTER_SCHEME))
        elif run.file_hash:
            options["file"] = str(self.file())
            options["file_name"] = run.file_name
        return options
