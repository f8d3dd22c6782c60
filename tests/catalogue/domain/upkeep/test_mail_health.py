"""Doctor's look at mail."""

import pytest
from sqlalchemy.orm import Session

from catalogue.domain.mail.posting import post
from catalogue.domain.upkeep.mail_health import check_mail

SMTP, BASE = "smtp://mail.example.cn", "https://xue.example.cn"


def put(session: Session, state: str) -> None:
    post(session, to="alice@example.cn", subject="您好", text="……").state = state
    session.flush()


@pytest.mark.parametrize(
    ("smtp", "base", "status", "words"),
    [
        ("", "", "ok", "1 封在发件箱里等管理员转交"),
        (SMTP, BASE, "ok", "1 封等着发出，0 封没能发出"),
        (SMTP, "", "warn", "没有设置 BASE_URL"),
        ("mail.example.cn", BASE, "fail", "SMTP_URL 写得不对"),
    ],
)
def test_it_says_whether_mail_gets_out(session: Session, smtp: str, base: str, status: str, words: str) -> None:
    put(session, "waiting")
    check = check_mail(session, {"SMTP_URL": smtp, "BASE_URL": base})
    assert (check.status, words in check.message) == (status, True)


def test_mail_that_could_not_be_sent_is_a_warning_that_says_where_to_look(session: Session) -> None:
    put(session, "failed")
    check = check_mail(session, {"SMTP_URL": SMTP, "BASE_URL": BASE})
    assert (check.status, check.message) == ("warn", "0 封等着发出，1 封没能发出；请看管理页的发件箱")
