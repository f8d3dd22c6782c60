"""The commands that keep a site, run as an operator runs them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from catalogue import create_app
from catalogue.cli import main
from catalogue.db import writing
from catalogue.domain.counts.failed_queries import FAILED
from catalogue.models import Resource
from catalogue.search.find import find
from catalogue.search.request import SearchRequest
from tests.factories import make_listing, make_resource, make_source


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made and indexed site with one resource."""
    folder = tmp_path / "instance"
    monkeypatch.setenv("CATALOGUE_INSTANCE", str(folder))
    assert run("init", "--empty").exit_code == 0
    with create_app().app_context(), writing() as session:
        make_resource(session, title="手机入门")
    assert run("index", "sync").exit_code == 0
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def found(text: str) -> int:
    app = create_app()
    with app.app_context():
        return find(app.extensions["search_engine"], SearchRequest(text=text)).total


def test_backup_wipe_restore_and_the_same_thing_is_found(
    instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(tmp_path / "b.tar.gz")
    made = run("backup", file, "--json")
    assert (made.exit_code, json.loads(made.stdout)["counts"]["resource"]) == (0, 1)
    monkeypatch.setenv("CATALOGUE_INSTANCE", str(tmp_path / "fresh"))

    restored = run("restore", file, "--json")

    assert (restored.exit_code, json.loads(restored.stdout)["counts"]["resource"]) == (0, 1)
    assert found("手机") == 1


def test_restore_over_a_site_wants_force_and_keeps_the_old_one_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In processes of their own: this one would hold the database open, as a running site does."""
    monkeypatch.setenv("CATALOGUE_INSTANCE", str(tmp_path / "instance"))
    file = str(tmp_path / "b.tar.gz")
    commands = (["init", "--empty"], ["backup", file], ["restore", file], ["restore", file, "--force"], ["doctor"])

    ended = [subprocess.run([sys.executable, "-m", "catalogue", *command], check=False) for command in commands]

    assert [process.returncode for process in ended] == [0, 0, 1, 0, 0]
    assert (tmp_path / "instance" / "before-restore" / "catalogue.sqlite").exists()


def test_restore_of_nonsense_says_so_in_one_line(instance: Path, tmp_path: Path) -> None:
    (tmp_path / "noise").write_text("noise")

    result = run("restore", str(tmp_path / "noise"), "--force")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{tmp_path / 'noise'} 不是能读的备份")


def test_a_healthy_site_passes_the_doctor(instance: Path) -> None:
    result = run("doctor", "--json")

    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["healthy"]) == (0, True)
    assert {check["name"]: check["status"] for check in answer["checks"]}["index_level"] == "ok"


def test_the_doctor_finds_what_is_wrong(instance: Path) -> None:
    (instance / "secret_key").chmod(0o666)

    result = run("doctor")

    assert result.exit_code == 1
    assert "[故障] secret_key" in result.stdout


def test_the_doctor_looks_at_a_site_that_was_never_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATALOGUE_INSTANCE", str(tmp_path / "empty"))

    result = run("doctor", "--json")

    failed = {check["name"] for check in json.loads(result.stdout)["checks"] if check["status"] == "fail"}
    assert (result.exit_code, failed) == (1, {"database", "index", "index_level", "runs", "sources", "links", "mail"})


def test_export_to_standard_output_and_to_a_file(instance: Path, tmp_path: Path) -> None:
    lines = run("export").stdout.splitlines()
    assert [json.loads(line)["title"] for line in lines] == ["手机入门"]

    result = run("export", "--format", "csv", "--output", str(tmp_path / "all.csv"), "--json")

    assert json.loads(result.stdout) == {"file": str(tmp_path / "all.csv"), "resources": 1}
    assert "手机入门" in (tmp_path / "all.csv").read_text(encoding="utf-8-sig")


def test_an_export_names_only_accepted_sources_unless_told_otherwise(instance: Path) -> None:
    with create_app().app_context(), writing() as session:
        [resource] = session.scalars(select(Resource))
        make_listing(session, resource, make_source(session, title="还没审的来源"))
    named = [json.loads(run("export", *options).stdout)["sources"] for options in ((), ("--all-sources",))]
    assert named == [[], ["还没审的来源"]]


def test_export_to_a_folder_that_is_not_there_fails_plainly(instance: Path, tmp_path: Path) -> None:
    result = run("export", "--output", str(tmp_path / "none" / "all.jsonl"))

    assert result.exit_code == 1
    assert "无法写入" in result.stderr


def test_json_and_standard_output_do_not_go_together(instance: Path) -> None:
    assert run("export", "--json").exit_code == 2


def test_golden_queries_are_asked_of_the_index_and_failing_ones_named(instance: Path) -> None:
    result = run("index", "golden", "--json")

    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["failed"]) == (int(bool(answer["failures"])), len(answer["failures"]))
    assert answer["passed"] > 0


def test_gaps_are_listed_the_most_wanted_first(instance: Path) -> None:
    with create_app().app_context():
        for query in ("茶艺", "插花", "插花"):
            FAILED.count(query)
        FAILED.write()

    gaps = json.loads(run("index", "gaps", "--json").stdout)

    assert gaps == [{"text": "插花", "count": 2}, {"text": "茶艺", "count": 1}]


@pytest.mark.parametrize("command", ["golden", "gaps"])
def test_a_site_that_was_never_made_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("CATALOGUE_INSTANCE", str(tmp_path / "empty"))

    result = run("index", command)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("数据库无法读取")
