"""Leases: one process at a time works on a source, and a dead one is noticed.

A lease names its owner as host:pid. It ends when it runs out, or at once when that process of this host is dead.
"""

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.errors import Busy
from catalogue.models import Run, Source
from catalogue.models.states import UNFINISHED_RUN_STATES

LEASE = timedelta(minutes=10)
"""Longer than one request may take, retries and pauses included; the lease is renewed between requests."""


def this_process() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def take_lease(session: Session, run: Run) -> None:
    """Make this process the one that works on the run.

    Raises Busy when another process does, works on its source, or collects from its host. Inside one process
    whoever starts runs sees to that itself.
    """
    session.get(Source, run.source_id, with_for_update=True)
    for other in session.scalars(select(Run).where(Run.state.in_(UNFINISHED_RUN_STATES))):
        if not is_held(other, now()):
            continue
        if other.source_id == run.source_id:
            raise Busy(f"来源“{run.source.title}”正在采集（{other.public_id}），请等它结束后再试")
        if run.state == other.state == "collecting" and run.source.host == other.source.host:
            raise Busy(f"网站 {run.source.host} 正被另一次采集（{other.public_id}）读取，请等它结束后再试")
    renew_lease(run)


def renew_lease(run: Run) -> None:
    run.lease_owner, run.lease_until = this_process(), now() + LEASE


def drop_lease(run: Run) -> None:
    run.lease_owner, run.lease_until = "", None


def is_held(run: Run, at: datetime) -> bool:
    """Whether another living process holds the run's lease."""
    if run.lease_until is None or run.lease_until < at or run.lease_owner == this_process():
        return False
    host, _, pid = run.lease_owner.rpartition(":")
    return host != socket.gethostname() or _is_alive(int(pid))


def _is_alive(pid: int) -> bool:
    """Whether a process of this host still works; one that only waits to be reaped does not."""
    try:
        os.kill(pid, 0)
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except ProcessLookupError:
        return False
    except OSError:  # another user's process, or a system without /proc: believe the lease
        return True
    return status.rpartition(")")[2].split()[0] != "Z"
