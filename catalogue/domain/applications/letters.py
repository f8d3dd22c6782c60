"""The letters about applications: to confirm an address, to tell its owner of an attempt, to tell what was decided."""

from datetime import timedelta

from flask import current_app
from sqlalchemy.orm import Session

from catalogue.domain.accounts.links import mailed_address, read_token, signed_token
from catalogue.domain.mail.posting import post
from catalogue.models import Account, Application

LASTS = timedelta(days=7)
PURPOSE = "application-email"
CONFIRM = "/account/register/confirm?token="
PORTAL = "/portal/"
REGISTER = "/account/register"
SIGN_IN = "/account/sign-in"


def application_in(token: str) -> str:
    """The public id of the application whose address a link confirms. Raises BadLink."""
    return (read_token(PURPOSE, token, LASTS) or [""])[0]


def post_confirmation(session: Session, application: Application) -> None:
    """Ask the applicant to follow a link that proves whose address it is."""
    _post(
        session,
        application.account,
        "请确认您的邮箱",
        f"我们收到了“{application.name}”登记机构的申请。请在 {LASTS.days} 天内打开下面的网址，确认这个邮箱是您的：",
        mailed_address(CONFIRM + signed_token(PURPOSE, [application.public_id])),
        "管理员核对以后，会再写信告诉您结果。您也可以登录后查看：",
        mailed_address(PORTAL),
        "如果您没有申请过，不必理会这封信。",
    )


def post_already_known(session: Session, account: Account, *, institution: str) -> None:
    """Tell the owner of an account that somebody applied with their address as if they had none."""
    _post(
        session,
        account,
        "您的邮箱已经有账号",
        f"刚才有人用这个邮箱申请登记“{institution}”。这个邮箱已经有账号，所以没有另建账号，也没有收下那份申请。",
        "如果是您本人，请先登录（忘记了密码可以在登录页重设），再提交申请：",
        mailed_address(REGISTER),
        "如果不是您，不必理会这封信，您的账号没有任何变化。",
    )


def post_expired(session: Session, account: Account, *, institution: str, days: int) -> None:
    """Tell somebody who uses their account that an application went, because its address was never confirmed."""
    _post(
        session,
        account,
        "机构登记申请已删除",
        f"“{institution}”的登记申请提交了 {days} 天，邮箱一直没有确认，申请和证明材料已经按规定删除。",
        "还要登记的，可以再次申请：",
        mailed_address(REGISTER),
    )


def post_accepted(session: Session, application: Application) -> None:
    name = application.institution.name if application.institution else application.name
    _post(
        session,
        application.account,
        "机构登记申请已通过",
        f"“{name}”的登记申请已经通过，您是它的负责人。请登录后登记资源和讲座，也可以邀请同事一起管理：",
        mailed_address(PORTAL),
    )


def post_refused(session: Session, application: Application) -> None:
    _post(
        session,
        application.account,
        "机构登记申请未通过",
        f"“{application.name}”的登记申请没有通过，原因是：",
        application.reason,
        "补正以后可以再次申请。请先登录：",
        mailed_address(SIGN_IN),
        "再打开：",
        mailed_address(REGISTER),
    )


def _post(session: Session, account: Account, subject: str, *paragraphs: str) -> None:
    """People whose account was closed meanwhile have no address any more."""
    if account.email:
        site = current_app.config["SITE_NAME"]
        words = (f"{account.name}，您好：", *paragraphs, f"{site}\n（这封信由系统发出，请不要直接回复。）")
        post(session, to=account.email, subject=f"{subject} - {site}", text="\n\n".join(words) + "\n")
