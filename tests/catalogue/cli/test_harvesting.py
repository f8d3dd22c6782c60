"""Harvesting as an operator does it: try, add, harvest, look at what waits, decide."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from catalogue.cli import main
from harvesters import registry
from tests.harvesters.loopback import Site

HEAD = "课程编号,课程名称,课程链接,简介\n"

Catalogue = Callable[..., Result]


@pytest.fixture
def catalogue(tmp_path: Path, migrated_database: Path, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    instance = tmp_path / "instance"
    instance.mkdir()
    (instance / "catalogue.sqlite").write_bytes(migrated_database.read_bytes())
    monkeypatch.setenv("CATALOGUE_INSTANCE", str(instance))
    monkeypatch.setenv("CATALOGUE_ALLOW_PRIVATE_NETWORKS", "1")
    return lambda *words: CliRunner().invoke(main, words)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    site.serve("/courses.csv", courses(*range(1, 11)))
    yield site
    site.close()


@pytest.fixture
def source(catalogue: Catalogue, site: Site) -> str:
    place = ("--adapter", "table", "--url", f"{site.url}/courses.csv", "--institution", "示范学校")
    return str(said(catalogue("source", "add", *place, "--trusted", "--every", "24", "--json"))["id"])


def courses(*numbers: int) -> str:
    return HEAD + "\n".join(f"{number},手机课堂第{number}课,https://a.example.cn/{number},简介" for number in numbers)


def said(done: Result, status: int = 0) -> Any:
    assert done.exit_code == status, done.output
    return json.loads(done.stdout)


def test_a_trial_counts_what_would_come_in_and_names_where_what_is_missing(catalogue: Catalogue, site: Site) -> None:
    url = site.serve("/trial.csv", HEAD + "1,好课,https://a.example.cn/1,\n2,,https://a.example.cn/2,有简介\n")
    words = ("source", "test", "--adapter", "table", "--url", url)

    told = said(catalogue(*words, "--json"))

    assert (told["found"], told["new"], told["failed"]) == (2, 1, 1)
    assert told["missing_fields"]["summary"] == 1
    good, bad = told["items"]
    assert (good["key"], good["outcome"], "summary" in good["missing"]) == ("1", "new", True)
    assert (bad["key"], bad["outcome"], bad["reason"], bad["record"]) == ("2", "failed", "没有标题", None)
    assert "  缺 summary：1 条：1" in catalogue(*words).stdout.splitlines()
    assert "  没有标题：1 条：2" in catalogue(*words).stdout.splitlines()


def test_a_trial_respects_its_limit(catalogue: Catalogue, site: Site) -> None:
    words = ("source", "test", "--adapter", "table", "--url", f"{site.url}/courses.csv", "--limit", "3", "--json")

    assert said(catalogue(*words))["found"] == 3


def test_a_dry_run_says_what_the_harvest_then_does(catalogue: Catalogue, source: str) -> None:
    [foreseen] = said(catalogue("harvest", source, "--dry-run", "--json"))
    [done] = said(catalogue("harvest", source, "--json"))

    assert (foreseen["state"], done["state"]) == ("dry-run", "done")
    assert (foreseen["found"], foreseen["new"]) == (done["found"], done["new"]) == (10, 10)


def test_what_waits_is_shown_with_its_difference_and_an_alarm_and_can_be_rejected(
    catalogue: Catalogue, site: Site, source: str
) -> None:
    catalogue("harvest", source)
    site.serve("/courses.csv", courses(1, 2, 11))

    [run] = said(catalogue("harvest", source, "--json"), status=1)

    shown = said(catalogue("runs", "show", run["id"], "--json"))
    assert (run["state"], shown["difference"]["missing"]["count"]) == ("quarantined", 8)
    assert shown["difference"]["new"] == {
        "count": 1,
        "items": [{"key": "11", "title": "手机课堂第11课", "fields": {}}],
    }
    assert "  将缺失 8 条" in catalogue("runs", "show", run["id"]).stdout.splitlines()
    assert f"  ！采集 {run['id']} 已隔离，公开内容没有变动" in catalogue("source", "list").stdout
    assert said(catalogue("runs", "reject", run["id"], "--json"))["state"] == "rejected"
    assert said(catalogue("source", "show", source, "--json"))["alarm"] == ""


def test_the_log_of_a_run_can_hold_what_the_source_said(catalogue: Catalogue, source: str) -> None:
    [run] = said(catalogue("harvest", source, "--json"))

    [item, *_] = said(catalogue("runs", "show", run["id"], "--raw", "--json"))["items"]

    assert (item["outcome"], item["raw"]["title"]) == ("new", "手机课堂第1课")


def test_what_has_ended_cannot_be_aborted(catalogue: Catalogue, source: str) -> None:
    [run] = said(catalogue("harvest", source, "--json"))

    done = catalogue("runs", "abort", run["id"])

    assert (done.exit_code, done.stderr) == (1, f"采集 {run['id']} 没有在进行（现为 done），无需中止\n")


def test_only_due_sources_are_harvested_for_cron(catalogue: Catalogue, source: str) -> None:
    assert [run["state"] for run in said(catalogue("harvest", "--due", "--json"))] == ["done"]

    assert said(catalogue("harvest", "--due", "--json")) == []


def test_how_a_source_is_harvested_can_be_changed(catalogue: Catalogue, source: str) -> None:
    change = ("--expect-least", "5", "--expect-most", "50", "--list", "window", "--every", "0", "--insecure-tls")
    changed = said(catalogue("source", "set", source, *change, "--json"))

    assert (changed["expected_least"], changed["expected_most"], changed["full_list"]) == (5, 50, False)
    assert (changed["every_hours"], changed["next_due_at"]) == (None, None)
    assert changed["tls_unverified_by"].startswith("operator:")
    back = said(
        catalogue("source", "set", source, "--expect-least", "0", "--list", "adapter", "--verify-tls", "--json")
    )
    assert (back["expected_least"], back["full_list"], back["tls_unverified_by"]) == (None, None, None)


def test_a_change_of_nothing_is_wrong_use(catalogue: Catalogue, source: str) -> None:
    assert catalogue("source", "set", source).exit_code == 2


def test_a_list_of_sources_says_when_each_was_and_will_be_harvested(catalogue: Catalogue, source: str) -> None:
    catalogue("harvest", source)

    place, times = catalogue("source", "list").stdout.splitlines()

    assert (place.split()[0], times.split()[0::3]) == (source, ["上次采集", "上次成功", "下次"])


def test_a_failing_source_is_shown_with_how_it_failed(catalogue: Catalogue, site: Site, source: str) -> None:
    site.answers.clear()

    said(catalogue("harvest", source, "--json"), status=1)

    shown = said(catalogue("source", "show", source, "--json"))
    assert (shown["failures_in_a_row"], shown["last_run"]["state"], shown["last_good_run"]) == (1, "failed", None)
    assert shown["alarm"].startswith("最近 1 次采集都失败了：服务器回答 404")


def test_the_adapters_and_what_each_wants_to_be_told_are_listed(catalogue: Catalogue) -> None:
    listed = {one["name"]: one for one in said(catalogue("source", "adapters", "--json"))}

    assert list(listed) == registry.names()
    assert [option["name"] for option in listed["oai_pmh"]["options"]] == ["url", "set", "prefix"]
    assert "open_edx：Open edX（列出全部内容）" in catalogue("source", "adapters").stdout
