"""Changing a password: by who knows the old one, or by who reads the mailbox."""

from datetime import timedelta
from hmac import compare_digest

from sqlalchemy.orm import Session

from catalogue.domain.accounts.accounts import account_of, find_account
from catalogue.domain.accounts.links import BadLink, print_of, read_token, signed_token
from catalogue.domain.accounts.notices import mail_reset_link, tell_owner
from catalogue.domain.accounts.passwords import check_password, hash_password
from catalogue.domain.accounts.sessions import end_sessions
from catalogue.domain.ledger.events import record_event
from catalogue.errors import NotFound
from catalogue.models import Account, AccountSession

RESET_LASTS = timedelta(hours=1)
PURPOSE = "password-reset"
PATH = "/account/reset/"


def change_password(session: Session, account: Account, password: str, *, here: AccountSession) -> None:
    """By the person, who has just given the old one; ends the sessions on other devices. Raises WeakPassword."""
    _set(session, account, password, "account.password_changed")
    end_sessions(session, account, by=account.actor, but=here)


def mail_reset(session: Session, email: str) -> None:
    """Mail a link to the owner of an address; who asked cannot tell whether there is one.

    The message is written in either case, and taken back where there is no account, so both take the same time.
    """
    account = account_of(session, email)
    standing = account if account is not None and account.state == "active" else None
    of_nobody = Account(email=email, password_hash="")
    with session.begin_nested() as tried:
        mail_reset_link(session, email.strip().lower(), reset_path(standing or of_nobody))
        record_event(session, "account.reset_asked", standing or of_nobody, by="visitor", before="", after="", note="")
        session.flush()
        if standing is None:
            tried.rollback()


def reset_path(account: Account) -> str:
    """The path of a page on which whoever holds it may set a new password once."""
    return PATH + signed_token(PURPOSE, [account.public_id, print_of(account)])


def account_to_reset(session: Session, token: str) -> Account:
    """Whose password a link may set. Raises BadLink."""
    public_id, mark, *_ = [*read_token(PURPOSE, token, RESET_LASTS), "", ""]
    try:
        account = find_account(session, public_id)
    except NotFound as error:
        raise BadLink("这个链接的账号已经不在了。") from error
    if account.state != "active" or not compare_digest(mark, print_of(account)):
        raise BadLink("这个链接已经用过，或者密码、邮箱后来又改过。请重新申请一个。")
    return account


def reset_password(session: Session, token: str, password: str) -> Account:
    """Set a new password and end all sessions. Raises BadLink or WeakPassword."""
    account = account_to_reset(session, token)
    _set(session, account, password, "account.password_reset")
    end_sessions(session, account, by=account.actor)
    return account


def _set(session: Session, account: Account, password: str, event: str) -> None:
    check_password(password, email=account.email or "", name=account.name)
    account.password_hash = hash_password(password)
    record_event(session, event, account, by=account.actor, before="", after="", note="")
    tell_owner(session, account.email, "您的账号换了新密码。")
