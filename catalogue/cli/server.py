"""The production web server: gunicorn with the application loaded before it forks, so its memory is shared."""

import gc
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from catalogue.cli.refusals import Worker
from catalogue.db import db
from catalogue.domain.counts.asked_queries import ASKED
from catalogue.domain.counts.failed_queries import FAILED
from catalogue.domain.counts.views import LECTURE_VIEWS, VIEWS
from catalogue.search.memory import keep_some

SHARED_MEMORY = "/dev/shm"  # noqa: S108  gunicorn makes files of random names and mode 0600 in it  # nosec B108
"""Linux keeps gunicorn's heartbeat files better in memory than on a busy disk."""


class Server(BaseApplication):
    """Gunicorn started from our command line instead of its own."""

    def __init__(self, app: Flask, *, host: str, port: int, workers: int) -> None:
        self._app = app
        self._bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._workers = workers
        super().__init__()

    def load_config(self) -> None:
        settings = {
            "bind": self._bind,
            "workers": self._workers,
            "threads": 4,
            "worker_class": Worker,
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": 10,
            "keepalive": 5,
            "limit_request_line": 8190,
            "loglevel": "warning",
            "worker_tmp_dir": SHARED_MEMORY if Path(SHARED_MEMORY).is_dir() else None,
            "control_socket_disable": True,
            "post_fork": _on_its_own(self._app),
            "worker_exit": _writing_counts(self._app),
        }
        for name, value in settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def run(self) -> None:
        """Serve until told to stop.

        How freed memory is kept holds for the web processes forked from this one. Dictionaries and code that are loaded
        by now stay for good: the garbage collector need not walk them again and again, which would also copy their
        pages into every worker.
        """
        keep_some()
        gc.collect()
        gc.freeze()
        super().run()

    def load(self) -> Flask:
        return self._app


def _on_its_own(app: Flask) -> Any:
    """A forked process must not use the parent's database connections, and watches the index by a thread of its own."""

    def post_fork(_server: object, _worker: object) -> None:
        with app.app_context():
            db.engine.dispose(close=False)
        app.extensions["search_engine"].watch()

    return post_fork


def _writing_counts(app: Flask) -> Any:
    """What a process counted of queries and views outlives its end."""

    def worker_exit(_server: object, _worker: object) -> None:
        with app.app_context():
            ASKED.write()
            FAILED.write()
            VIEWS.write()
            LECTURE_VIEWS.write()

    return worker_exit
