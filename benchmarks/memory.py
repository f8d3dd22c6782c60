"""What memory a process takes, the mapped files of the index apart: all processes share those (Linux only)."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

KILOBYTE = 1024


@dataclass(frozen=True)
class Memory:
    """Megabytes: all that is resident, the process's share of it (PSS), and the mapped index files in it."""

    resident: int
    share: int
    index: int

    def __str__(self) -> str:
        own = self.resident - self.index
        return f"{self.resident} MB resident ({own} MB and {self.index} MB of mapped index files), PSS {self.share} MB"


def memory_of(process: int, folder: Path) -> Memory:
    """Of a process that maps the index files under this folder."""
    totals: Counter[str] = Counter()
    inside = False
    for line in Path(f"/proc/{process}/smaps").read_text().splitlines():
        name, _, value = line.partition(":")
        if value.endswith(" kB"):
            totals[name] += int(value.split()[0])
            totals["index"] += int(value.split()[0]) if name == "Rss" and inside else 0
        elif "-" in name.split()[0]:
            inside = str(folder) in line
    return Memory(*(totals[name] // KILOBYTE for name in ("Rss", "Pss", "index")))


def children_of(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
