"""The mails about accounts, all their words in one place: what happened, and what to do if it was not you."""

from flask import current_app
from sqlalchemy.orm import Session

from catalogue.domain.accounts.links import mailed_address
from catalogue.domain.mail.posting import post
from catalogue.models import OutgoingMail

NOT_YOU = "如果这不是您本人做的，请马上用登录页的“忘记密码”重设密码，并告诉本站管理员。"


def mail_reset_link(session: Session, to: str, path: str) -> OutgoingMail:
    text = (
        "有人（应该是您）申请重设本站账号的密码。请在一小时内打开下面的链接，设一个新密码：",
        mailed_address(path),
        "如果不是您申请的，不用理会：不打开链接，密码就不会变。",
    )
    return _post(session, to, "重设密码", *text)


def mail_email_link(session: Session, to: str, path: str) -> OutgoingMail:
    text = (
        "有人（应该是您）要把这个邮箱用作本站账号的登录邮箱。请在一小时内打开下面的链接确认：",
        mailed_address(path),
        "如果不是您要改的，不用理会：不确认，就什么也不会变。",
    )
    return _post(session, to, "确认新邮箱", *text)


def mail_invitation(session: Session, to: str, *, path: str, roles: str, days: int) -> OutgoingMail:
    text = (
        f"您受邀加入本站：{roles}。请在 {days} 天内打开下面的链接接受邀请：",
        mailed_address(path),
        "如果您不知道是谁邀请的，不用理会。",
    )
    return _post(session, to, "邀请您加入", *text)


def tell_owner(session: Session, to: str | None, what: str) -> None:
    """Tell the owner of an account what was done with it; nobody is told of a closed account."""
    if to:
        _post(session, to, "账号有变动", what, NOT_YOU)


def _post(session: Session, to: str, subject: str, *paragraphs: str) -> OutgoingMail:
    site = current_app.config["SITE_NAME"]
    words = ("您好：", *paragraphs, f"{site}\n（这封信由系统发出，请不要直接回复。）")
    return post(session, to=to, subject=f"{subject} - {site}", text="\n\n".join(words) + "\n")
