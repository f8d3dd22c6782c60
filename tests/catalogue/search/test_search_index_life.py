"""Commits, swaps, damage: what readers see while the index changes under them."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest

from catalogue.search.engine import Document, IndexUnavailable, Query, RebuildRefused, SearchEngine
from catalogue.search.engines.whoosh import building
from catalogue.search.engines.whoosh import engine as engine_module
from catalogue.search.location import UnknownEngine, open_engine
from tests.catalogue.search.examples import make_document, search

INDEX = "index"


def other_reader(tmp_path: Path) -> SearchEngine:
    return open_engine("whoosh:", tmp_path)


def live_folder(tmp_path: Path) -> Path:
    return tmp_path / INDEX / (tmp_path / INDEX / "current").read_text()


def folders(tmp_path: Path) -> list[str]:
    return [path.name for path in (tmp_path / INDEX).iterdir() if path.is_dir()]


def broken_documents(count: int):
    """Some documents, then the database is gone."""
    yield from (make_document("手机") for _ in range(count))
    raise ConnectionError("gone")


def test_an_open_reader_sees_a_commit(engine, tmp_path):
    reader = other_reader(tmp_path)
    assert search(reader, "手机").total == 0
    engine.apply([make_document("手机")])
    assert search(reader, "手机").total == 1


def test_an_open_reader_sees_a_swap(engine, tmp_path):
    reader = other_reader(tmp_path)
    engine.apply([make_document("手机")])
    assert search(reader, "手机").total == 1
    assert engine.rebuild([make_document("陶瓷")]) == 1
    assert (search(reader, "手机").total, search(reader, "陶瓷").total) == (0, 1)


def test_the_folder_of_the_former_index_is_removed(engine, tmp_path):
    before = live_folder(tmp_path)
    engine.rebuild([])
    assert folders(tmp_path) == [live_folder(tmp_path).name]
    assert before != live_folder(tmp_path)


def test_searches_go_on_in_the_old_index_during_a_rebuild(engine, tmp_path):
    engine.apply([make_document("手机")])
    seen = []

    def documents():
        yield make_document("陶瓷")
        seen.append(search(engine, "手机").total)

    engine.rebuild(documents())
    assert seen == [1]


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(engine, tmp_path):
    engine.apply([make_document("手机")])
    with pytest.raises(ConnectionError):
        engine.rebuild(broken_documents(3))
    assert (engine.count(), search(engine, "手机").total) == (1, 1)


@pytest.mark.parametrize("write", ["rebuild", "apply"])
def test_what_a_killed_rebuild_left_is_removed_by_the_next_writer(engine, tmp_path, write: str):
    (tmp_path / INDEX / "built-000000000000").mkdir()
    getattr(engine, write)([make_document("手机")])
    assert folders(tmp_path) == [live_folder(tmp_path).name]


def test_a_rebuild_tells_how_far_it_is(engine):
    told: list[int] = []
    engine.rebuild((make_document("手机") for _ in range(1001)), told.append)
    assert told == [500, 1000]


def test_a_batch_that_fails_is_not_written_at_all(engine):
    with pytest.raises(ConnectionError):
        engine.apply(broken_documents(3))
    engine.apply([make_document("陶瓷")])
    assert engine.count() == 1


def test_another_process_sees_commits_and_swaps(engine, tmp_path):
    program = f"""
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from catalogue.search.engine import Query
from catalogue.search.location import open_engine
engine = open_engine("whoosh:", Path({str(tmp_path)!r}))
for _line in sys.stdin:
    print(engine.search(Query("手机")).total, flush=True)
"""
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": ":".join(path or "." for path in sys.path)},
    ) as reader:

        def ask() -> int:
            assert reader.stdin and reader.stdout
            print("?", file=reader.stdin, flush=True)
            return int(reader.stdout.readline())

        assert ask() == 0
        engine.apply([make_document("手机")])
        assert ask() == 1
        engine.rebuild([make_document("手机"), make_document("手机摄影")])
        assert ask() == 2
        reader.stdin.close()


def test_without_an_index_search_is_unavailable_and_a_rebuild_helps(tmp_path):
    engine = open_engine("whoosh:", tmp_path)
    for use in (lambda: search(engine, "手机"), engine.count, engine.versions, lambda: engine.apply([make_document()])):
        with pytest.raises(IndexUnavailable):
            use()
    assert engine.needs_rebuild()
    engine.rebuild([make_document("手机")])
    assert (engine.needs_rebuild(), search(engine, "手机").total) == (False, 1)


def test_an_index_of_another_analyser_is_not_used(engine, tmp_path):
    (live_folder(tmp_path) / "format").write_text("zh-0/1")
    reader = other_reader(tmp_path)
    assert reader.needs_rebuild()
    with pytest.raises(IndexUnavailable, match="zh-0/1"):
        search(reader, "手机")


@pytest.mark.parametrize("content", [b"", b"../../etc", b"no such folder", b"\xff\xfe", b"\0"])
def test_a_damaged_pointer_is_an_absent_index(engine, tmp_path, content: bytes):
    (tmp_path / INDEX / "current").write_bytes(content)
    assert other_reader(tmp_path).needs_rebuild()


@pytest.mark.parametrize("pattern", ["*.toc", "*.trm"])
@pytest.mark.parametrize("damage", [b"", b"nonsense"])
def test_a_damaged_index_is_unavailable_and_a_rebuild_helps(engine, tmp_path, pattern: str, damage: bytes):
    engine.apply([make_document("手机")])
    for path in live_folder(tmp_path).glob(pattern):
        path.write_bytes(damage)
    reader = other_reader(tmp_path)
    with pytest.raises(IndexUnavailable):
        search(reader, "手机")
    assert reader.needs_rebuild()
    reader.rebuild([make_document("手机")])
    assert search(reader, "手机").total == 1


def test_a_closed_engine_opens_again_when_used(engine):
    engine.apply([make_document("手机")])
    engine.close()
    assert search(engine, "手机").total == 1


def test_warming_up_needs_no_index(tmp_path):
    engine = open_engine("whoosh:", tmp_path)
    engine.warm_up()
    assert engine.needs_rebuild()


def test_an_unknown_engine_is_named():
    with pytest.raises(UnknownEngine, match="opensearch"):
        open_engine("opensearch://localhost", Path())


def test_many_commits_keep_every_document(engine):
    written: list[Document] = []
    for _ in range(30):
        batch = [make_document("手机") for _ in range(3)]
        engine.apply(batch)
        written += batch
    engine.apply([], [document.id for document in written[::2]])
    assert engine.versions().keys() == {document.id for document in written[1::2]}
    assert search(engine, "手机").total == 45


def test_a_rebuild_far_from_the_expected_number_is_refused(engine, tmp_path):
    before = [make_document("手机") for _ in range(120)]
    engine.apply(before)
    with pytest.raises(RebuildRefused, match="holds 60 documents, the live one 120"):
        engine.rebuild(before[:60], expected=120)
    assert (engine.count(), folders(tmp_path)) == (120, [live_folder(tmp_path).name])


def test_a_rebuild_near_the_expected_number_is_swapped_in(engine):
    before = [make_document("手机") for _ in range(120)]
    engine.apply(before)
    assert engine.rebuild(before[:70], expected=120) == 70
    assert engine.count() == 70


def test_a_large_rebuild_by_several_processes_holds_every_document(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(building, "ALONE", 100)
    documents = [make_document(f"手机 {number}") for number in range(450)]
    assert engine.rebuild(documents) == 450
    assert engine.versions().keys() == {document.id for document in documents}
    assert (search(engine, "手机").total, search(engine, "手机 449").ids) == (450, (documents[-1].id,))
    assert not list(live_folder(tmp_path).glob("part-*"))


@pytest.mark.parametrize("extension", [".terms", ".columns"])
@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "foreign"])
def test_what_lies_beside_a_segment_may_be_lost(engine, tmp_path, extension: str, damage: str):
    """Whoosh has it all: the answers stay the same, only slower."""
    documents = [make_document("手机摄影", facets={"kind": ("course",)}), make_document("摄影 手机", popularity=3)]
    engine.apply(documents)
    engine.apply([make_document("陶瓷")], [documents[1].id])
    queries = [Query(text, facets=("kind",)) for text in ("手机", '"手机摄影"', "", "陶瓷", "没有")]
    before = [engine.search(query) for query in queries], engine.lexicon("title"), engine.versions()
    for path in live_folder(tmp_path).glob(f"*{extension}"):
        spoil(path, damage)
    reader = other_reader(tmp_path)
    assert ([reader.search(query) for query in queries], reader.lexicon("title"), reader.versions()) == before


def spoil(path: Path, damage: str) -> None:
    content = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes({"empty": b"", "cut": content[:-20], "foreign": b"nonsense" * 40}[damage])


def test_a_watching_engine_opens_a_commit_before_anybody_asks(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(engine_module, "LOOK_SECONDS", 0.01)
    reader = other_reader(tmp_path)
    engine.apply([make_document("手机")])
    assert search(reader, "手机").total == 1
    reader.watch()
    for total in (2, 3, 4):
        engine.apply([make_document("手机")])
        wait_until(lambda total=total: search(reader, "手机").total == total)
    engine.rebuild([make_document("陶瓷")])
    wait_until(lambda: (search(reader, "手机").total, search(reader, "陶瓷").total) == (0, 1))


def test_a_watching_engine_outlives_the_loss_of_the_index(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(engine_module, "LOOK_SECONDS", 0.01)
    reader = other_reader(tmp_path)
    reader.watch()
    engine.apply([make_document("手机")])
    wait_until(lambda: search(reader, "手机").total == 1)
    shutil.rmtree(tmp_path / INDEX)
    reader.close()
    with pytest.raises(IndexUnavailable):
        search(reader, "手机")
    engine.rebuild([make_document("手机"), make_document("手机")])
    wait_until(lambda: search(reader, "手机").total == 2)


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = monotonic() + 20
    while not condition():
        assert monotonic() < deadline
        sleep(0.01)
