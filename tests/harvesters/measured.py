"""Runs a piece of code in a process of its own and tells what it cost: the only honest way to measure memory."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIMIT_BYTES = 2 * 1024**3
FRAME = """
import json, resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
sys.path[:0] = {paths!r}
from harvesters.errors import SourceError
{preparation}
def memory(field):
    try:  # the kernel's own count: getrusage would remember the parent's memory from before the exec
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith(field))
    except FileNotFoundError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
before, started = memory('VmRSS:'), time.perf_counter()
try:
    {action}
    outcome = "done"
except SourceError as error:
    outcome = str(error)
print(json.dumps([outcome, time.perf_counter() - started, memory('VmHWM:') - before]))
"""


@dataclass(frozen=True)
class Cost:
    """`megabytes` is by how much the process, at its largest, was larger than before the line."""

    outcome: str
    seconds: float
    megabytes: float


def measure(preparation: str, action: str) -> Cost:
    """What one line of code costs after the preparation; a SourceError is an outcome, any other a failed test."""
    paths = [str(ROOT), str(ROOT / "tests" / "harvesters")]
    program = FRAME.format(limit=LIMIT_BYTES, paths=paths, preparation=preparation, action=action)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return Cost(*json.loads(done.stdout))
