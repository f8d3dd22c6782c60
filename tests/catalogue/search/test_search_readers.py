"""Readers in other processes while an index is written and swapped, in short; `make soak` does it for minutes."""

from pathlib import Path

from tests.soak.commits import commit_under_readers


def test_readers_never_fail_while_commits_and_swaps_happen(tmp_path: Path) -> None:
    assert commit_under_readers(tmp_path, commits=11, pause_seconds=0.02, swap_every=5, count=2) > 0
