"""`catalogue links`: checking by hand, and the list of what somebody should mend."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from catalogue.cli import main
from catalogue.db import db, now, writing
from catalogue.domain.institutions.providers import find_or_make_institution
from catalogue.domain.links.due import enrol, unenrolled
from catalogue.domain.links.standing import RECHECK
from catalogue.models import LinkCheck
from tests.factories import make_resource
from tests.harvesters.loopback import Answer, Site


@pytest.fixture
def resource_id(app: Flask, site: Site) -> str:
    """A resource of 示范学院 whose page is missing, due for its first check."""
    with writing() as session:
        school = find_or_make_institution(session, "示范学院")
        resource = make_resource(session, title="手机课", url=site.url + "/course/1", provider=school)
        enrol(session, unenrolled(session), now() - RECHECK)
        return resource.public_id


def run(app: Flask, *words: str) -> Result:
    settings = {"CATALOGUE_INSTANCE": app.instance_path, "CATALOGUE_ALLOW_PRIVATE_NETWORKS": "1"}
    return CliRunner().invoke(main, ["links", *words], env=settings)


def as_json(app: Flask, *words: str) -> Any:
    done = run(app, *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_all_that_is_due_is_checked_once(app: Flask, resource_id: str) -> None:
    counts = {"checked": 1, "ok": 0, "failing": 1, "dead": 0, "unknown": 0, "hidden": [], "back": []}
    assert as_json(app, "check") == counts
    assert as_json(app, "check") == {**counts, "checked": 0, "failing": 0}
    assert run(app, "check").stdout == "没有到期的链接\n"


def test_progress_and_result_are_told_to_people(app: Flask, resource_id: str) -> None:
    done = run(app, "check")
    assert done.stderr.splitlines() == ["检查链接 1 / 1"]
    assert done.stdout == "检查了 1 个链接：能打开 0  近来打不开 1  已从搜索中隐去 0  没有检查成 0\n"


def test_a_limit_is_kept(app: Flask, site: Site, resource_id: str) -> None:
    with writing() as session:
        make_resource(session, url=site.url + "/course/2")
        enrol(session, unenrolled(session), now() - RECHECK)
    assert [as_json(app, "check", "--limit", "1")["checked"] for _ in range(3)] == [1, 1, 0]


def test_one_resource_is_checked_whether_due_or_not_and_hidden_by_its_last_failure(
    app: Flask, resource_id: str
) -> None:
    as_json(app, "check", "--resource", resource_id)
    with writing() as session:
        [check] = session.query(LinkCheck).all()
        check.failures, check.failed_days, check.checked_at = 3, 2, now() - RECHECK
    assert as_json(app, "check", "--resource", resource_id)["hidden"] == [resource_id]


def test_the_list_names_what_is_wrong_since_when_and_where(app: Flask, site: Site, resource_id: str) -> None:
    as_json(app, "check")
    [link] = as_json(app, "list", "--institution", "示范学院")
    assert {
        name: link[name] for name in ("resource", "title", "institution", "address", "state", "reason", "status")
    } == {
        "resource": resource_id,
        "title": "手机课",
        "institution": "示范学院",
        "address": site.url + "/course/1",
        "state": "failing",
        "reason": "not_found",
        "status": 404,
    }
    assert link["failing_since"] == link["checked_at"]
    first, second = run(app, "list").stdout.splitlines()
    assert first.startswith(f"{resource_id}  近来打不开（")
    assert first.endswith("起）  对方网站说没有这个页面  手机课")
    assert second == f"  {site.url}/course/1"


def test_a_page_that_calls_itself_something_else_is_named(app: Flask, site: Site, resource_id: str) -> None:
    site.serve("/course/1", "<title>高等数学</title><p>第一章</p>", "text/html")
    as_json(app, "check")
    assert [link["other_title"] for link in as_json(app, "list")] == ["高等数学"]
    assert run(app, "list").stdout.splitlines()[-1] == "  网页自称“高等数学”，请核对网址和标题"


def test_moves_and_logins_are_suggested(app: Flask, site: Site, resource_id: str) -> None:
    site.answers["/course/1"] = Answer(status=301, headers={"Location": "/courses/one"})
    site.serve("/courses/one", "x", "video/mp4")
    as_json(app, "check")
    assert run(app, "list").stdout.splitlines()[-1] == f"  网址已永久改为 {site.url}/courses/one，请核对后更新"
    site.answers["/course/1"] = Answer(status=401)
    as_json(app, "check", "--resource", resource_id)
    assert run(app, "list").stdout.splitlines()[-1] == "  要先登录才能看，请把“登录”改为需要"


def test_with_nothing_to_mend_that_is_said(app: Flask, site: Site, resource_id: str) -> None:
    site.serve("/course/1", "x", "video/mp4")
    as_json(app, "check")
    assert run(app, "list").stdout == "没有要处理的链接\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "--resource", "aaaaaaaaaa"), "没有编号为 aaaaaaaaaa 的资源\n"),
        (("list", "--institution", "无此机构"), "没有名为“无此机构”的机构\n"),
    ],
)
def test_what_is_not_there_is_said_plainly(app: Flask, words: tuple[str, ...], said: str) -> None:
    done = run(app, *words)
    assert (done.exit_code, done.stderr) == (1, said)


def test_a_resource_that_is_not_public_is_not_checked(app: Flask) -> None:
    with writing() as session:
        archived = make_resource(session, state="archived").public_id
    done = run(app, "check", "--resource", archived)
    assert (done.exit_code, "没有公开" in done.stderr) == (1, True)
    assert db.session.query(LinkCheck).count() == 0


@pytest.mark.parametrize("limit", ["0", "-1", "x"])
def test_a_limit_below_one_is_wrong_use(app: Flask, limit: str) -> None:
    assert run(app, "check", "--limit", limit).exit_code == 2
