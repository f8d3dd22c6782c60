"""Sending the outbox to a real mail server on loopback."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from catalogue.db import db, now, writing
from catalogue.domain.mail import sending
from catalogue.domain.mail.posting import post
from catalogue.domain.mail.sending import MOST_TRIES, Sent, send_due_mail
from catalogue.domain.mail.server import BadMailServer, MailServer, read_smtp_url, sender_address
from catalogue.models import Event, OutgoingMail
from tests.smtp_loopback import Behaviour, certificate
from tests.smtp_loopback import MailServer as Loopback

SENDER = "catalogue@example.cn"
ALICE, BOB = "alice@example.cn", "bob@example.cn"


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    loopback = Loopback()
    yield loopback
    loopback.close()


def put(to: str = ALICE, subject: str = "您好", text: str = "请打开链接。\n") -> None:
    with writing() as session:
        post(session, to=to, subject=subject, text=text)


def send(loopback: Loopback) -> Sent:
    return send_due_mail(read_smtp_url(f"smtp://{loopback.address}"), SENDER)


def mail_to(recipient: str) -> OutgoingMail:
    db.session.rollback()
    return db.session.scalars(select(OutgoingMail).where(OutgoingMail.recipient == recipient)).one()


def make_due(tries: int | None = None) -> None:
    with writing() as session:
        for mail in session.scalars(select(OutgoingMail).where(OutgoingMail.state == "waiting")):
            mail.next_try_at = now() - timedelta(seconds=1)
            mail.tries = mail.tries if tries is None else tries


def test_a_message_arrives_as_it_was_written(app: Flask, loopback: Loopback) -> None:
    put(subject="重设密码", text="第一行\n.\n第二行：https://xue.example.cn/a\n")
    assert send(loopback) == Sent(sent=1)
    [message] = loopback.taken
    assert (message["From"], message["To"], message["Subject"]) == (SENDER, ALICE, "重设密码")
    assert message.get_content().splitlines() == ["第一行", ".", "第二行：https://xue.example.cn/a"]


def test_what_was_sent_is_not_sent_again(app: Flask, loopback: Loopback) -> None:
    put()
    send(loopback)
    assert send(loopback) == Sent()
    assert (len(loopback.taken), mail_to(ALICE).state) == (1, "sent")


def test_all_that_wait_go_in_one_connection(app: Flask, loopback: Loopback) -> None:
    for number in range(3):
        put(f"person{number}@example.cn")
    assert send(loopback) == Sent(sent=3)
    assert [verb for verb, _ in loopback.spoken].count("EHLO") == 1


def test_a_refused_recipient_does_not_hold_up_the_others(app: Flask, loopback: Loopback) -> None:
    loopback.behaviour = Behaviour(refusals={ALICE: "550 nobody here"})
    put(ALICE)
    put(BOB)
    assert send(loopback) == Sent(sent=1, left=1)
    assert (mail_to(ALICE).state, mail_to(ALICE).failure) == ("failed", "550 nobody here")
    assert loopback.recipients == [BOB]


def test_a_passing_refusal_is_tried_again_later_and_later(app: Flask, loopback: Loopback) -> None:
    loopback.behaviour = Behaviour(refusals={ALICE: "451 come back later"})
    put()
    waits = []
    for _ in range(3):
        send(loopback)
        waits.append(round((mail_to(ALICE).next_try_at - now()).total_seconds() / 60))
        assert send(loopback) == Sent()
        make_due()
    assert (waits, mail_to(ALICE).state) == ([2, 4, 8], "waiting")


def test_after_the_last_try_a_message_has_failed(app: Flask, loopback: Loopback) -> None:
    loopback.behaviour = Behaviour(refusals={ALICE: "451 come back later"})
    put()
    make_due(tries=MOST_TRIES - 1)
    send(loopback)
    assert mail_to(ALICE).state == "failed"


def test_no_address_of_a_person_gets_into_the_events(app: Flask, loopback: Loopback) -> None:
    loopback.behaviour = Behaviour(refusals={ALICE: f"550 no {ALICE} here"})
    put()
    send(loopback)
    events = db.session.scalars(select(Event)).all()
    assert [event.what for event in events] == ["outgoingmail.failed"]
    assert ALICE not in "".join(event.note + event.before + event.after for event in events)


def test_a_server_that_is_not_there_keeps_everything_waiting(app: Flask, loopback: Loopback) -> None:
    loopback.close()
    put(ALICE)
    put(BOB)
    assert send(loopback) == Sent(left=1)
    assert (mail_to(ALICE).state, mail_to(ALICE).tries) == ("waiting", 1)
    assert (mail_to(BOB).state, mail_to(BOB).tries) == ("waiting", 0)


def test_a_message_whose_fate_is_unknown_is_sent_again_under_the_same_id(app: Flask, loopback: Loopback) -> None:
    loopback.behaviour = Behaviour(hang_up_after_data=True)
    put()
    send(loopback)
    loopback.behaviour = Behaviour()
    make_due()
    send(loopback)
    first, second = loopback.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert mail_to(ALICE).state == "sent"


def test_a_message_a_dead_worker_had_claimed_is_taken_up_after_a_while(
    app: Flask, loopback: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    put()
    sending._claim()
    assert send(loopback) == Sent()
    later = now() + sending.CLAIM + timedelta(seconds=1)
    monkeypatch.setattr(sending, "now", lambda: later)
    assert send(loopback) == Sent(sent=1)


def test_a_message_that_cannot_be_written_fails_and_holds_up_nothing(app: Flask, loopback: Loopback) -> None:
    put("alice\n@example.cn")
    put(BOB)
    send(loopback)
    assert mail_to("alice\n@example.cn").state == "failed"
    assert loopback.recipients == [BOB]


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl to make a certificate with")
def test_the_password_is_sent_encrypted_only(app: Flask, loopback: Loopback, tmp_path: Path) -> None:
    shown, believed = certificate(tmp_path)
    loopback.behaviour = Behaviour(tls=shown, password="p@ss word")
    put()
    server = read_smtp_url(f"smtp://user:p%40ss%20word@{loopback.address}")
    assert send_due_mail(server, SENDER, believed) == Sent(sent=1)
    assert ("AUTH", True) in loopback.spoken
    assert ("AUTH", False) not in loopback.spoken


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl to make a certificate with")
def test_a_certificate_nobody_vouches_for_is_not_believed(app: Flask, loopback: Loopback, tmp_path: Path) -> None:
    loopback.behaviour = Behaviour(tls=certificate(tmp_path)[0])
    put()
    assert send(loopback) == Sent(left=1)
    assert loopback.taken == []


def test_no_password_goes_to_a_server_without_encryption(app: Flask, loopback: Loopback) -> None:
    loopback.behaviour = Behaviour(password="secret")
    put()
    send_due_mail(read_smtp_url(f"smtp://user:secret@{loopback.address}"), SENDER)
    assert "STARTTLS" in mail_to(ALICE).failure
    assert "AUTH" not in [verb for verb, _ in loopback.spoken]


def test_the_address_of_a_server_says_how_it_is_spoken_to() -> None:
    assert read_smtp_url("smtp://mail.example.cn") == MailServer("mail.example.cn", 587, False)
    assert read_smtp_url("smtps://u%40x:p%2Fw@mail.example.cn") == MailServer(
        "mail.example.cn", 465, True, "u@x", "p/w"
    )


@pytest.mark.parametrize(
    "url", ["mail.example.cn", "http://mail.example.cn", "smtp://", "smtp://host:port", "smtp://[x"]
)
def test_what_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(BadMailServer):
        read_smtp_url(url)


@pytest.mark.parametrize(
    ("mail_from", "contact", "base", "sender"),
    [
        ("mail@example.cn", "us@example.cn", "https://xue.example.cn", "mail@example.cn"),
        ("", "us@example.cn", "https://xue.example.cn", "us@example.cn"),
        ("", "", "https://xue.example.cn:8443", "no-reply@xue.example.cn"),
    ],
)
def test_the_sender_is_the_one_people_know(mail_from: str, contact: str, base: str, sender: str) -> None:
    assert sender_address({"MAIL_FROM": mail_from, "CONTACT_EMAIL": contact, "BASE_URL": base}) == sender
