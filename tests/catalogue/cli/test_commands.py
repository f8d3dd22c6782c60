"""Commands as a person types them, in a process of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalogue import __version__

ROOT = Path(__file__).parents[3]
ROWS = "编号,课程名称,开课单位,课程链接\n1,人工智能导论,南昌大学,https://example.cn/1\n2,手机摄影,江西师范大学,https://example.cn/2\n"

Catalogue = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="module")
def catalogue(instance: Path) -> Catalogue:
    environment = {**os.environ, "CATALOGUE_INSTANCE": str(instance), "PYTHONPATH": str(ROOT)}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "catalogue", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    run("init", "--empty")
    return run


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "courses.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def as_json(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_says_its_version(catalogue: Catalogue) -> None:
    assert catalogue("--version").stdout == f"catalogue {__version__}\n"


def test_an_import_answers_one_run_object_and_can_be_searched_at_once(catalogue: Catalogue, table: Path) -> None:
    words = ("import", str(table), "--institution", "示范平台", "--trusted", "--json")
    first, second = as_json(catalogue(*words)), as_json(catalogue(*words))

    assert (first["state"], first["found"], first["new"]) == ("done", 2, 2)
    assert (second["new"], second["changed"], second["unchanged"]) == (0, 0, 2)
    found = as_json(catalogue("search", "人工智能", "--json"))
    assert [item["title"] for item in found["items"]] == ["人工智能导论"]
    assert as_json(catalogue("index", "check", "--json")) == {"missing": [], "stale": [], "extra": []}


def test_an_import_shows_its_progress_and_names_each_row_it_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "courses.csv"
    path.write_text("课程名称,课程链接\n好课,https://example.cn/9\n坏课,javascript:1\n", encoding="utf-8")

    done = catalogue("import", str(path), "--institution", "另一平台")

    assert done.returncode == 0
    assert "入库 2 / 2" in done.stderr
    assert "第 2 条" in done.stdout


def test_a_failed_import_ends_with_one_and_a_reason(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))

    done = catalogue("import", str(path), "--institution", "示范平台", "--json")

    assert done.returncode == 1
    assert (json.loads(done.stdout)["state"], bool(json.loads(done.stdout)["message"])) == ("failed", True)


@pytest.mark.parametrize(
    "words", [("harvest",), ("import",), ("source", "add"), ("nonsense",), ("import", "x", "--cost", "y")]
)
def test_wrong_use_ends_with_two(catalogue: Catalogue, words: tuple[str, ...]) -> None:
    assert catalogue(*words).returncode == 2


def test_a_source_is_added_shown_paused_and_approved(catalogue: Catalogue) -> None:
    place = ("--adapter", "feed", "--url", "https://feeds.example.cn/rss", "--institution", "示范学校")
    source = as_json(catalogue("source", "add", *place, "--trusted", "--every", "24", "--json"))["id"]

    shown = as_json(catalogue("source", "show", source, "--json"))
    assert (shown["state"], shown["every_hours"], shown["institution"]) == ("approved", 24, "示范学校")
    assert as_json(catalogue("source", "pause", source, "--json"))["state"] == "paused"
    assert as_json(catalogue("source", "approve", source, "--json"))["state"] == "approved"
    again = catalogue("source", "approve", source)
    assert (again.returncode, "Traceback" in again.stderr) == (1, False)


def test_a_source_with_an_unknown_adapter_or_option_is_refused_by_name(catalogue: Catalogue) -> None:
    place = ("--url", "https://feeds.example.cn/rss", "--institution", "示范学校")
    no_adapter = catalogue("source", "add", "--adapter", "gopher", *place)
    no_option = catalogue("source", "add", "--adapter", "feed", *place, "--option", "colour=red")

    assert (no_adapter.returncode, "gopher" in no_adapter.stderr) == (1, True)
    assert (no_option.returncode, "colour" in no_option.stderr) == (1, True)


def test_an_unreachable_source_makes_a_failed_run_and_the_exit_status_one(catalogue: Catalogue) -> None:
    place = ("--adapter", "feed", "--url", "http://127.0.0.1:9/rss", "--institution", "示范学校")
    source = as_json(catalogue("source", "add", *place, "--json"))["id"]

    done = catalogue("harvest", source, "--json")

    [run] = json.loads(done.stdout)
    assert (done.returncode, run["state"], run["source"]) == (1, "failed", source)
    assert run["message"]


def test_an_unknown_id_is_told_plainly(catalogue: Catalogue) -> None:
    done = catalogue("harvest", "nosuchsrce")

    assert (done.returncode, "没有编号为 nosuchsrce 的来源" in done.stderr) == (1, True)


def test_serve_and_work_refuse_a_database_of_another_version(catalogue: Catalogue, tmp_path: Path) -> None:
    environment = {**os.environ, "CATALOGUE_INSTANCE": str(tmp_path / "fresh"), "PYTHONPATH": str(ROOT)}
    for command in ("serve", "work"):
        done = subprocess.run(
            [sys.executable, "-m", "catalogue", command], env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, "catalogue upgrade" in done.stderr) == (1, True)
