"""`catalogue user`: inviting people, and helping those who cannot get in."""

import json

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.cli import main
from catalogue.db import db, writing
from catalogue.domain.accounts.accounts import account_of
from catalogue.models import Account, Event, Invitation
from tests.people import make_account

ALICE = "alice@example.cn"


def run(app: Flask, *words: str) -> Result:
    environment = {"CATALOGUE_INSTANCE": app.instance_path, "CATALOGUE_BASE_URL": "https://xue.example.cn"}
    return CliRunner().invoke(main, ["user", *words], env=environment)


def link_of(app: Flask, *words: str) -> str:
    """The path of the link a command printed."""
    link = json.loads(run(app, *words, "--json").stdout)["link"]
    assert link.startswith("https://xue.example.cn/account/")
    return str(link.removeprefix("https://xue.example.cn"))


@pytest.fixture
def alice(app: Flask) -> Account:
    with writing() as session:
        account = make_account(session, email=ALICE, totp_secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    return db.session.get_one(Account, account.id)


def test_an_invitation_is_made_and_its_link_printed(app: Flask, client: FlaskClient) -> None:
    link = link_of(app, "invite", "carol@example.cn", "--role", "reviewer", "--institution", "赣江数字学院")
    assert "carol@example.cn 受邀成为审核员、“赣江数字学院”的负责人" in client.get(link).text
    assert db.session.scalars(select(Invitation.by)).one().startswith("operator:")


def test_an_invitation_to_nothing_is_refused_in_one_line(app: Flask) -> None:
    refused = run(app, "invite", "carol@example.cn")
    assert (refused.exit_code, refused.stderr.strip()) == (1, "请选择邀请对方做什么。")


def test_a_reset_link_sets_a_new_password(app: Flask, client: FlaskClient, alice: Account) -> None:
    assert "设新密码" in client.get(link_of(app, "reset-link", ALICE)).text


def test_a_lost_second_factor_is_reset(app: Flask, alice: Account) -> None:
    assert run(app, "reset-second-factor", ALICE).exit_code == 0
    db.session.rollback()
    assert alice.totp_secret is None
    events = db.session.scalars(select(Event).where(Event.what == "account.second_factor_reset")).all()
    assert [event.actor.partition(":")[0] for event in events] == ["operator"]


@pytest.mark.parametrize("command", ["reset-link", "reset-second-factor"])
def test_nobody_is_helped_who_has_no_account(app: Flask, command: str) -> None:
    refused = run(app, command, "nobody@example.cn")
    assert (refused.exit_code, refused.stderr.strip()) == (1, "没有邮箱为 nobody@example.cn 的账号")
    assert account_of(db.session(), "nobody@example.cn") is None
