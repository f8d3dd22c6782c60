"""An instance of its own for a soak: commands run as a person would type them, and a picture of its catalogue."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from catalogue import create_app
from catalogue.db import db
from catalogue.models import Event, Listing, Resource

ROOT = Path(__file__).parents[2]
POLL_SECONDS = 1.0


class Site:
    """One instance folder and the commands that work on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environment = {
            **os.environ,
            "CATALOGUE_INSTANCE": str(folder),
            "CATALOGUE_ALLOW_PRIVATE_NETWORKS": "1",
            "PYTHONPATH": str(ROOT),
        }

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a command and leave it running."""
        return subprocess.Popen(
            [sys.executable, "-m", "catalogue", *words],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def run(self, *words: str) -> Any:
        """Run a command to its end and return its JSON; an exit status other than 0 is an error."""
        done = subprocess.run(
            [sys.executable, "-m", "catalogue", *words, "--json"],
            env=self._environment,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{words} ended with {done.returncode}: {done.stderr.decode()[-2000:]}")
        return json.loads(done.stdout)

    def run_states(self) -> set[str]:
        """The states of all runs, read without starting a process that would disturb what is watched."""
        return {state for (state,) in self._read("SELECT state FROM run")}

    def kept_items(self) -> int:
        """How many items the runs have collected and committed so far."""
        return int(self._read("SELECT count(*) FROM run_item")[0][0])

    def run_sql(self, statement: str) -> None:
        """Change something behind everybody's back."""
        with closing(sqlite3.connect(self.folder / "catalogue.sqlite")) as database:
            database.execute(statement)
            database.commit()

    def _read(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.folder / 'catalogue.sqlite'}?mode=ro", uri=True)) as database:
            return database.execute(query).fetchall()

    def picture(self) -> list[tuple[Any, ...]]:
        """What the catalogue holds, without what differs from site to site: ids, times, versions."""
        with create_app(self.folder).app_context():
            resources = db.session.query(Resource).order_by(Resource.url).all()
            listings = db.session.query(Listing).order_by(Listing.source_id, Listing.key).all()
            published = db.session.query(Event).where(Event.what == "resource.public").count()
            return [
                *((one.url, one.title, one.state, one.provider.name, one.cost) for one in resources),
                *((one.key, one.address, one.record_hash, one.missing_since, one.gone) for one in listings),
                (published,),
            ]


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    """Poll until the condition holds. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("it did not come to its end")
        time.sleep(POLL_SECONDS)
