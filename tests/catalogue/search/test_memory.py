"""Freed memory: what a search made and dropped serves the next one."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ROUNDS = 50
PAGES = 256
AT_A_TIME = 8
ASKED = f"""
from resource import RUSAGE_SELF, getrusage
from catalogue.search.memory import keep_some
{{prepare}}
faults = getrusage(RUSAGE_SELF).ru_minflt
for _ in range({ROUNDS}):
    [bytearray({PAGES} * 4096) for _ in range({AT_A_TIME})]
print(getrusage(RUSAGE_SELF).ru_minflt - faults)
"""

pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is told what to keep")


def pages_asked_for(prepare: str = "") -> int:
    """How often a process of its own has to ask the system for a page while it makes and drops large arrays."""
    command = [sys.executable, "-c", ASKED.format(prepare=prepare)]
    asked = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return int(asked.stdout)


def test_a_process_that_keeps_memory_asks_for_it_once():
    assert pages_asked_for("keep_some()") < 2 * AT_A_TIME * PAGES


def test_others_ask_for_it_again_and_again():
    assert pages_asked_for() > ROUNDS // 2 * AT_A_TIME * PAGES
