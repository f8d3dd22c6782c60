"""Changing the e-mail address: a link mailed to the new one confirms it, and the old one is told."""

from datetime import timedelta
from hmac import compare_digest

from sqlalchemy.orm import Session

from catalogue.domain.accounts.accounts import account_of, normal_email
from catalogue.domain.accounts.links import BadLink, print_of, read_token, signed_token
from catalogue.domain.accounts.notices import mail_email_link, tell_owner
from catalogue.domain.ledger.events import record_event
from catalogue.errors import CatalogueError
from catalogue.models import Account

LASTS = timedelta(hours=1)
PURPOSE = "email-change"
PATH = "/account/email/"


def ask_email_change(session: Session, account: Account, email: str) -> None:
    """Mail the link. An address that another account has is mailed to as well: its owner alone may know that."""
    wanted = normal_email(email)
    if wanted == account.email:
        raise CatalogueError("这就是您现在的邮箱。")
    token = signed_token(PURPOSE, [account.public_id, wanted, print_of(account)])
    mail_email_link(session, wanted, PATH + token)
    record_event(session, "account.email_asked", account, by=account.actor, before="", after="", note="")


def wanted_email(account: Account, token: str) -> str:
    """The address a link is for. Raises BadLink for one that is another's, or that was used."""
    public_id, email, mark, *_ = [*read_token(PURPOSE, token, LASTS), "", "", ""]
    if public_id != account.public_id:
        raise BadLink("这个链接是给另一个账号的。请退出后用那个账号登录，再打开链接。")
    if not compare_digest(mark, print_of(account)):
        raise BadLink("这个链接已经用过，或者密码、邮箱后来又改过。请重新申请一个。")
    return email


def change_email(session: Session, account: Account, token: str) -> None:
    """Raises BadLink, or CatalogueError when another account has the address."""
    email = wanted_email(account, token)
    if account_of(session, email) is not None:
        raise CatalogueError("这个邮箱已经用在另一个账号上，不能再用。")
    old, account.email = account.email, email
    session.flush()
    record_event(session, "account.email_changed", account, by=account.actor, before="", after="", note="")
    tell_owner(session, old, "您的账号改用了另一个登录邮箱，以后的邮件不再发到这里。")
