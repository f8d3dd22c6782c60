"""The overview, the settings and the vocabularies."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue import create_app
from catalogue.db import db, writing
from catalogue.domain.upkeep.backups import backup
from catalogue.domain.upkeep.seen_settings import MASK, masked, seen_settings
from catalogue.domain.upkeep.waiting_work import waiting_work
from catalogue.models import Account, OutgoingMail, ProblemReport, ReviewTask, Run
from tests.applications import make_application
from tests.factories import make_resource, make_source


def test_everything_that_waits_is_counted(client: FlaskClient, app: Flask, administrator: Account) -> None:
    with writing() as session:
        make_application(session)
        resource, source = make_resource(session), make_source(session)
        session.add(Run(source=source, state="quarantined"))
        session.add(ReviewTask(kind="new_resource", state="open", resource=resource))
        session.add(
            ProblemReport(resource_id=resource.id, reason="paid", words="", contact="", sender="", state="open")
        )
        session.add(OutgoingMail(state="waiting", recipient="a@example.cn", subject="信", text="信"))
        session.add(OutgoingMail(state="failed", recipient="a@example.cn", subject="信", text="信"))
    work = waiting_work(db.session(), Path(app.instance_path), long_days=7)
    assert (work.applications, work.mail_waiting, work.mail_failed, work.ailing_sources) == (1, 1, 1, 1)
    assert (work.quarantined_runs, work.review_tasks, work.problem_reports) == (1, 1, 1)
    page = client.get("/admin/").text
    assert '<a href="/admin/applications/">机构申请</a><b>1</b>' in page
    assert '<a href="/admin/outbox/?state=failed">没寄出的邮件</a><b>2</b>' in page


def test_the_last_backup_is_known_wherever_it_was_written(
    client: FlaskClient, app: Flask, administrator: Account, tmp_path: Path
) -> None:
    assert "请运行 catalogue backup" in client.get("/admin/").text
    backup(app.config, tmp_path / "elsewhere.tar.gz")
    assert "请运行 catalogue backup" not in client.get("/admin/").text


def test_a_silent_worker_is_an_alarm(client: FlaskClient, app: Flask, administrator: Account) -> None:
    assert "worker 从未运行过" in client.get("/admin/").text
    (Path(app.instance_path) / "worker.alive").touch()
    assert "运行中" in client.get("/admin/").text


def test_settings_say_where_they_come_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.py").write_text("ORGANISER = '某办'\nSITE_NAME = '盖过'\n", encoding="utf-8")
    monkeypatch.setenv("CATALOGUE_SITE_NAME", "某学")
    seen = {setting.name: setting for setting in seen_settings(create_app(tmp_path).config)}
    assert (seen["SITE_NAME"].value, seen["SITE_NAME"].origin) == ("某学", "环境变量")
    assert (seen["ORGANISER"].value, seen["ORGANISER"].origin) == ("某办", "instance/config.py")
    assert (seen["SERVICE_WORKER"].value, seen["SERVICE_WORKER"].origin) == ("开", "默认")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("smtp://user:pa55@mail.example.cn:587", f"smtp://user:{MASK}@mail.example.cn:587"),
        ("postgresql://app:p%40ss@db/catalogue", f"postgresql://app:{MASK}@db/catalogue"),
        ("postgresql://db/catalogue?password=pa55", f"postgresql://db/catalogue?{MASK}"),
        ("sqlite:////srv/instance/catalogue.sqlite", "sqlite:////srv/instance/catalogue.sqlite"),
        ("smtp://user:p/a?s@s@mail.example.cn", f"smtp://user:{MASK}@mail.example.cn"),
    ],
)
def test_passwords_in_addresses_are_not_shown(url: str, shown: str) -> None:
    assert masked(url) == shown


def test_no_secret_stands_on_the_page(client: FlaskClient, app: Flask, administrator: Account) -> None:
    app.config.update(SMTP_URL="smtp://user:pa55word@mail.example.cn", DATABASE_URL="postgresql://app:s3cret@db/x")
    page = client.get("/admin/settings/").text
    assert "smtp://user:" in page
    for secret in (app.config["SECRET_KEY"], "pa55word", "s3cret"):
        assert secret not in page


@pytest.mark.parametrize(
    ("query", "said"), [("", "<code>life</code>"), ("?name=regions", "360102"), ("?name=x", "主题")]
)
def test_vocabularies_are_shown(client: FlaskClient, administrator: Account, query: str, said: str) -> None:
    assert said in client.get(f"/admin/vocabularies/{query}").text


@pytest.mark.parametrize("path", ["accounts", "institutions", "sources"])
@pytest.mark.parametrize("query", ["%00", "%ff%fe", "'%20OR%201=1--", "%25%5f", "<script>", "长" * 5000])
def test_lists_take_whatever_is_searched_for(
    client: FlaskClient, administrator: Account, path: str, query: str
) -> None:
    page = client.get(f"/admin/{path}/?q={query}&page=-1&state=%00&role=%00&verified=%00")
    assert (page.status_code, "<script>" in page.text) == (200, False)
