"""The outbox as those who run the site use it."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.mail.outbox import drop_old_mail, find_mail, outbox_counts, outgoing_mails, pass_on, retry
from catalogue.domain.mail.posting import post
from catalogue.errors import NotFound
from catalogue.models import Event, OutgoingMail
from catalogue.models.states import IllegalMove

BOB = "person:bobbobbobb"


def put(session: Session, **values: object) -> OutgoingMail:
    mail = post(session, to="alice@example.cn", subject="您好", text="……")
    for name, value in values.items():
        setattr(mail, name, value)
    session.flush()
    return mail


def test_messages_are_listed_newest_first_a_page_at_a_time(session: Session) -> None:
    first, second, third = (put(session) for _ in range(3))
    assert outgoing_mails(session, limit=2) == [third, second]
    assert outgoing_mails(session, limit=2, offset=2) == [first]


def test_messages_are_listed_and_counted_by_state(session: Session) -> None:
    failed, _ = put(session, state="failed"), put(session)
    assert outgoing_mails(session, "failed") == [failed]
    assert outbox_counts(session) == {"failed": 1, "waiting": 1}


@pytest.mark.parametrize("state", ["waiting", "failed"])
def test_a_message_passed_on_by_hand_counts_as_sent_by_that_person(session: Session, state: str) -> None:
    mail = put(session, state=state)
    pass_on(session, mail, by=BOB)
    assert (mail.state, mail.sent_at is not None) == ("sent", True)
    [event] = session.scalars(select(Event))
    assert (event.what, event.actor, event.note) == ("outgoingmail.sent", BOB, "by hand")


def test_a_failed_message_is_tried_again_from_the_beginning(session: Session) -> None:
    mail = put(session, state="failed", tries=12, next_try_at=now() + timedelta(hours=6))
    retry(session, mail, by=BOB)
    assert (mail.state, mail.tries, mail.next_try_at <= now()) == ("waiting", 0, True)


def test_a_sent_message_is_not_tried_again(session: Session) -> None:
    with pytest.raises(IllegalMove):
        retry(session, put(session, state="sent"), by=BOB)


def test_a_message_that_is_gone_is_said_to_be(session: Session) -> None:
    with pytest.raises(NotFound):
        find_mail(session, "aaaaaaaaaa")


def test_old_messages_are_dropped_in_whatever_state(session: Session) -> None:
    old = now() - timedelta(days=30, minutes=1)
    for state in ("waiting", "sent", "failed"):
        put(session, state=state, created_at=old)
    kept = put(session)
    assert drop_old_mail(session, 30) == 3
    assert session.scalars(select(OutgoingMail)).all() == [kept]
