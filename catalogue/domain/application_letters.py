"""The letters about applications: to confirm an address, to tell its owner of an attempt, to tell what was decided."""

from flask import current_app
from sqlalchemy.orm import Session

from catalogue.domain.mail import post
from catalogue.models import Account, Application
from catalogue.site_address import absolute

PORTAL = "/portal/"
REGISTER = "/account/register"
SIGN_IN = "/account/sign-in"


def post_confirmation(session: Session, application: Application, *, link: str, days: int) -> None:
    """Ask the applicant to follow a link, which is good for some days."""
    words = f"""{application.account.name}，您好：

我们收到了“{application.name}”登记机构的申请。请在 {days} 天内打开下面的网址，确认这个邮箱是您的：

{link}

管理员核对以后，会再写信告诉您结果。您也可以登录后查看：{absolute(PORTAL)}

如果您没有申请过，不必理会这封信。"""
    _post(session, application.account, "请确认您的邮箱", words)


def post_already_known(session: Session, account: Account, *, institution: str) -> None:
    """Tell the owner of an account that somebody applied with their address as if they had none."""
    words = f"""{account.name}，您好：

刚才有人用这个邮箱申请登记“{institution}”。这个邮箱已经有账号，所以没有另建账号，也没有收下那份申请。

如果是您本人，请先登录，再提交申请：{absolute(REGISTER)}
忘记密码可以在登录页重设：{absolute(SIGN_IN)}

如果不是您，不必理会这封信，您的账号没有任何变化。"""
    _post(session, account, "您的邮箱已经有账号", words)


def post_accepted(session: Session, application: Application) -> None:
    name = application.institution.name if application.institution else application.name
    words = f"""{application.account.name}，您好：

“{name}”的登记申请已经通过，您是它的负责人。请登录后登记资源和讲座，也可以邀请同事一起管理：

{absolute(PORTAL)}"""
    _post(session, application.account, "机构登记申请已通过", words)


def post_refused(session: Session, application: Application) -> None:
    words = f"""{application.account.name}，您好：

“{application.name}”的登记申请没有通过，原因是：

{application.reason}

补正以后可以再次申请：先登录（{absolute(SIGN_IN)}），再打开 {absolute(REGISTER)}"""
    _post(session, application.account, "机构登记申请未通过", words)


def _post(session: Session, account: Account, subject: str, words: str) -> None:
    """People whose account was closed meanwhile have no address any more."""
    if account.email:
        site = current_app.config["SITE_NAME"]
        post(session, to=account.email, subject=f"[{site}] {subject}", text=f"{words}\n\n{site}\n{absolute('/')}\n")
