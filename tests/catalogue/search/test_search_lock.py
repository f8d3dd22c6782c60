"""One writer at a time."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from catalogue.search.engine import IndexBusy
from catalogue.search.lock import index_lock


def holder(instance: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock until it is killed."""
    program = f"""
import time
from pathlib import Path
from catalogue.search.lock import index_lock
with index_lock(Path({str(instance)!r})):
    print("held", flush=True)
    time.sleep(60)
"""
    environment = {"PYTHONPATH": ":".join(path or "." for path in sys.path)}
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout and process.stdout.readline() == "held\n"
    return process


def test_a_second_writer_is_refused_until_the_first_lets_go(tmp_path):
    with index_lock(tmp_path), pytest.raises(IndexBusy), index_lock(tmp_path):
        pass
    with index_lock(tmp_path):
        assert (tmp_path / "index.lock").exists()


def test_a_patient_writer_waits_no_longer_than_it_said(tmp_path):
    with index_lock(tmp_path):
        start = time.monotonic()
        with pytest.raises(IndexBusy), index_lock(tmp_path, wait_seconds=0.3):
            pass
        assert 0.3 <= time.monotonic() - start < 3


def test_the_lock_of_a_killed_process_is_free(tmp_path):
    process = holder(tmp_path)
    with pytest.raises(IndexBusy), index_lock(tmp_path):
        pass
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    with index_lock(tmp_path):
        assert process.returncode == -signal.SIGKILL
