"""Kill -9 the import, the worker in a harvest and whoever writes the index; each must end as if undisturbed.

A harvest must also go on from the token of what it had kept, never walking again what was committed.
`python -m tests.soak.kills [ROUNDS [SCENARIO ...]]` prints a line a round and ends with status 1 at the first
difference. While commits and a rebuild are killed, two readers search and must never fail.
"""

import random
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.rehearsal.courses import title
from tests.soak.places import PAGE, WALK_SECONDS, OaiRepository, serve_repository, write_table
from tests.soak.readers import readers
from tests.soak.site import Site, kill, wait_for

ROWS = 2000
START_SECONDS = 1.5
PATIENCE_SECONDS = 180.0
READERS = 2

Scenario = Callable[[Site, Path, str, float | None], float]
"""Does its work on a site, killed after so many seconds (None: undisturbed) and then restarted; returns its seconds."""


def import_killed(site: Site, table: Path, _url: str, kill_after: float | None) -> float:
    words = ("import", str(table), "--institution", "示范平台", "--trusted")
    site.run("init", "--empty")
    began = time.monotonic()
    if kill_after is not None:
        _kill_in(site, kill_after, *words)
    site.run(*words)
    return time.monotonic() - began


def harvest_killed(site: Site, _table: Path, url: str, kill_after: float | None) -> float:
    return _harvested(site, url, None if kill_after is None else kill_after - START_SECONDS)


def collecting_killed(site: Site, _table: Path, url: str, kill_after: float | None) -> float:
    return _harvested(site, url, None if kill_after is None else kill_after % WALK_SECONDS)


def _harvested(site: Site, url: str, kill_after: float | None) -> float:
    """A harvest by the worker, killed so many seconds after its first page was asked for."""
    site.run("init", "--empty")
    place = ("--adapter", "oai_pmh", "--url", url, "--institution", "示范仓储", "--trusted", "--every", "24")
    site.run("source", "add", *place)
    OaiRepository.walked.clear()
    kept = before = 0
    if kill_after is not None:
        worker = site.start("work")
        wait_for(lambda: bool(OaiRepository.walked), PATIENCE_SECONDS)
        time.sleep(kill_after)
        kill(worker)
        kept, before = site.kept_items(), len(OaiRepository.walked)
    seconds = _worker_killed(site, None, lambda: site.run_states() == {"done"})
    _check_token(kept, OaiRepository.walked[before:])
    return seconds


def _check_token(kept: int, walked: list[int]) -> None:
    """After the kill each page is walked once, from the last one kept on: only that may have been half kept."""
    first = max(kept - 1, 0) // PAGE * PAGE
    wanted = list(range(first, OaiRepository.records, PAGE))
    collected = kept == OaiRepository.records and walked == []
    if walked != wanted and not collected:
        sys.exit(f"with {kept} items kept the harvest walked {walked} instead of {wanted}")
    print(f"harvest killed with {kept} of {OaiRepository.records} kept: {len(walked)} pages walked, from {walked[:1]}")


def sync_killed(site: Site, table: Path, _url: str, kill_after: float | None) -> float:
    site.run("init", "--empty")
    site.run("import", str(table), "--institution", "示范平台", "--trusted")
    shutil.rmtree(site.folder / "index")
    return _worker_killed(site, kill_after, lambda: _succeeds(site, "index", "check"))


def rebuild_killed(site: Site, table: Path, _url: str, kill_after: float | None) -> float:
    return _index_written(site, table, kill_after, "rebuild")


def commits_killed(site: Site, table: Path, _url: str, kill_after: float | None) -> float:
    """Every resource is to be written again, in several commits."""
    return _index_written(site, table, kill_after, "sync")


def _index_written(site: Site, table: Path, kill_after: float | None, command: str) -> float:
    """Readers watch; what they look for keeps its titles, so their total never changes."""
    shutil.copytree(_indexed(table), site.folder)
    with readers(site.folder, title(0), 1, count=READERS):
        if kill_after is not None:
            _kill_in(site, kill_after, "index", command)
        began = time.monotonic()
        site.run("index", command)
    return time.monotonic() - began


def _indexed(table: Path) -> Path:
    """A site made once for all rounds: everything indexed, and every resource changed since."""
    template = Site(table.with_name("indexed"))
    if not template.folder.exists():
        template.run("init", "--empty")
        template.run("import", str(table), "--institution", "示范平台", "--trusted")
        template.run("index", "sync")
        template.run_sql("UPDATE resource SET version = version + 1")
    return template.folder


SCENARIOS: dict[str, Scenario] = {
    "import": import_killed,
    "harvest": harvest_killed,
    "collecting": collecting_killed,
    "sync": sync_killed,
    "commits": commits_killed,
    "rebuild": rebuild_killed,
}


def main(rounds: int, chosen: list[str]) -> None:
    scratch = Path(mkdtemp(prefix="soak-"))
    table, url = scratch / "table.csv", serve_repository()
    write_table(table, ROWS)
    try:
        for name in chosen or SCENARIOS:
            _soak(name, SCENARIOS[name], scratch, table, url, rounds)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _soak(name: str, scenario: Scenario, scratch: Path, table: Path, url: str, rounds: int) -> None:
    undisturbed = Site(scratch / f"{name}-undisturbed")
    seconds = scenario(undisturbed, table, url, None)
    wanted = undisturbed.picture()
    print(f"{name}: undisturbed {seconds:.1f} s, {len(wanted)} rows")
    for number in range(rounds):
        moment = START_SECONDS + random.random() * max(1.0, seconds - START_SECONDS)
        site = Site(scratch / f"{name}-{number}")
        scenario(site, table, url, moment)
        _compare(f"{name} killed after {moment:.1f} s", site, wanted)
        shutil.rmtree(site.folder)


def _compare(what: str, site: Site, wanted: list[tuple[Any, ...]]) -> None:
    site.run("index", "sync")
    site.run("index", "check")
    if site.picture() != wanted:
        sys.exit(f"{what}: the catalogue is NOT the same")
    print(f"{what}: same catalogue, index level")


def _kill_in(site: Site, seconds: float, *words: str) -> None:
    process = site.start(*words)
    time.sleep(seconds)
    kill(process)


def _worker_killed(site: Site, kill_after: float | None, done: Callable[[], bool]) -> float:
    if kill_after is not None:
        _kill_in(site, kill_after, "work")
    began = time.monotonic()
    worker = site.start("work")
    try:
        wait_for(done, PATIENCE_SECONDS)
        return time.monotonic() - began
    finally:
        kill(worker)


def _succeeds(site: Site, *words: str) -> bool:
    try:
        site.run(*words)
    except RuntimeError:
        return False
    return True


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10, sys.argv[2:])
