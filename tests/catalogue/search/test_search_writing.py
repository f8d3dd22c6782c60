"""Which segments are merged when, and what a process that dies while it builds leaves behind."""

import os
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from catalogue.search.engine import SearchEngine
from catalogue.search.engines.whoosh import building
from catalogue.search.engines.whoosh.writing import chosen_to_merge
from tests.catalogue.search.examples import make_document, search


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([], []),
        ([100_000], []),
        ([100_000, 1, 1, 1], []),
        ([100_000, 1, 1, 1, 1], [1, 2, 3, 4]),
        ([100_000, 9, 1, 1, 1, 1], [2, 3, 4, 5, 1]),
        ([100_000, 50, 1, 1, 1, 1], [2, 3, 4, 5]),
        ([100_000, 50_000, 1, 1, 1], []),
        ([100, 50, 40, 30, 20], [4, 3, 2, 1, 0]),
        ([0, 100_000], [0]),
        ([5, 0, 100_000, 0], [1, 3]),
    ],
)
def test_small_segments_are_merged_when_there_are_many_and_empty_ones_always(
    sizes: list[int], expected: list[int]
) -> None:
    assert chosen_to_merge(sizes) == expected


def test_a_thousand_commits_of_one_document_write_each_a_dozen_times_and_leave_few_segments() -> None:
    sizes, written = [1000], 0
    for _commit in range(1000):
        sizes.append(1)
        chosen = chosen_to_merge(sizes)
        merged = sum(sizes[place] for place in chosen)
        sizes = [size for place, size in enumerate(sizes) if place not in chosen] + ([merged] if merged else [])
        written += merged
    assert (sum(sizes), len(sizes), written) == (2000, 4, 12_032)


def dies(*_arguments: object) -> None:
    os._exit(9)


def test_a_process_that_dies_while_building_leaves_the_live_index_as_it_was(engine: SearchEngine, monkeypatch) -> None:
    engine.apply([make_document("陶瓷")])
    monkeypatch.setattr(building, "ALONE", 100)
    monkeypatch.setattr(building, "_write_part", dies)
    with pytest.raises(building.BuildFailed):
        engine.rebuild(make_document(f"手机 {number}") for number in range(5000))
    assert (search(engine, "陶瓷").total, search(engine, "手机").total) == (1, 0)
    monkeypatch.undo()
    assert engine.rebuild([make_document("手机")]) == 1


def test_processes_that_build_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    program = f"""
import sys, time
from pathlib import Path
from catalogue.search.engines.whoosh import building
from tests.catalogue.search.examples import make_document
def documents():
    for number in range(50):
        yield make_document(str(number))
    print(" ".join(str(child.pid) for child in building.multiprocessing.active_children()), flush=True)
    time.sleep(600)
if __name__ == "__main__":
    building.ALONE = building.BATCH = 10
    building.build(Path({str(tmp_path)!r}), documents())
"""
    script = tmp_path / "parent.py"
    script.write_text(program)
    environment = {"PYTHONPATH": ":".join(path or "." for path in sys.path)}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout
        children = [int(child) for child in parent.stdout.readline().split()]
        parent.kill()
    assert children
    deadline = monotonic() + 60
    while any(Path(f"/proc/{child}").exists() for child in children):
        assert monotonic() < deadline
        sleep(0.2)
