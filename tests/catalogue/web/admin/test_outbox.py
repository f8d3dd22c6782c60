"""The outbox: read, passed on and tried again, with a record of who read what."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.mail.posting import post
from catalogue.models import Account, Event, OutgoingMail

LIST = "/admin/outbox/"
LINK = "（在本站网址后面接上）/account/invitation/abc"


@pytest.fixture
def mail(administrator: Account) -> OutgoingMail:
    with writing() as session:
        return post(session, to="bob@example.cn", subject="邀请您加入", text=f"您好：\n<b>\n{LINK}\n")


def again(mail: OutgoingMail) -> OutgoingMail:
    db.session.rollback()
    return db.session.get_one(OutgoingMail, mail.id)


def fail(mail: OutgoingMail) -> None:
    with writing() as session:
        failed = session.merge(mail)
        failed.state, failed.failure, failed.tries = "failed", "550 no such mailbox", 5


def test_without_a_mail_server_the_page_says_what_to_do(client: FlaskClient, app: Flask, mail: OutgoingMail) -> None:
    page = client.get(LIST).text
    assert "没有设置邮件服务器" in page
    assert f'href="{LIST}{mail.public_id}"' in page
    app.config["SMTP_URL"] = "smtp://localhost"
    assert "没有设置邮件服务器" not in client.get(LIST).text


def test_an_empty_outbox_says_so(client: FlaskClient, mail: OutgoingMail) -> None:
    assert "没有寄送失败的信" in client.get(f"{LIST}?state=failed").text


def test_the_text_is_there_to_copy_and_the_reading_recorded(
    client: FlaskClient, administrator: Account, mail: OutgoingMail
) -> None:
    page = client.get(LIST + mail.public_id).text
    assert LINK in page
    assert "&lt;b&gt;" in page
    [event] = db.session.scalars(select(Event).where(Event.what == "outgoingmail.read")).all()
    assert (event.actor, event.subject_id) == (administrator.actor, mail.public_id)


def test_what_was_passed_on_shows_its_text_no_more(client: FlaskClient, mail: OutgoingMail) -> None:
    assert client.post(f"{LIST}{mail.public_id}/pass-on").status_code == 303
    assert again(mail).state == "sent"
    assert LINK not in client.get(LIST + mail.public_id).text
    assert client.post(f"{LIST}{mail.public_id}/pass-on").status_code == 400


def test_what_failed_says_why_and_is_tried_again(client: FlaskClient, mail: OutgoingMail) -> None:
    fail(mail)
    assert "550 no such mailbox" in client.get(LIST + mail.public_id).text
    assert client.post(f"{LIST}{mail.public_id}/retry").status_code == 303
    assert (again(mail).state, mail.tries) == ("waiting", 0)


def test_what_waits_is_not_tried_again(client: FlaskClient, mail: OutgoingMail) -> None:
    assert client.post(f"{LIST}{mail.public_id}/retry").status_code == 400
