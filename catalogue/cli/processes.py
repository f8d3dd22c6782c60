"""Two processes side by side, web and worker, that start and stop together."""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

STOP_SECONDS = 15.0
POLL_SECONDS = 0.2


class Stop(Exception):
    """Somebody asked us to stop."""


def run_together(commands: Sequence[Sequence[str]]) -> int:
    """Run `catalogue` commands until Ctrl-C, SIGTERM or the end of one of them; returns the exit status.

    Each gets a session of its own, so that Ctrl-C reaches only us and both are stopped in good order.
    """
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _stop)
    ours = [sys.executable, "-m", "catalogue"]
    # No shell reads what an operator typed on our own command line.
    children = [subprocess.Popen([*ours, *one], start_new_session=True) for one in commands]  # noqa: S603  # nosec B603
    try:
        while all(child.poll() is None for child in children):
            time.sleep(POLL_SECONDS)
        return 1
    except Stop:
        return 0
    finally:
        _stop_all(children)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stop


def _stop_all(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
