"""Known devices: a cookie says that somebody has signed in here, so that others' guessing cannot keep them out.

It opens nothing: it only exempts the device from the bound over all places (domain.accounts.attempts). It is sent to
the pages of the account alone.
"""

import secrets

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from catalogue.db import db
from catalogue.domain.accounts.accounts import account_of
from catalogue.domain.accounts.attempts import Trial, trial
from catalogue.models import Account

COOKIE = "known-device"
PATH = "/account/"
LASTS_SECONDS = 365 * 24 * 3600
MOST_ACCOUNTS = 8
"""People who share one computer; of more, those who came last."""


def trial_here(purpose: str, email: str) -> Trial:
    """What is about to be tried for an e-mail address, from where this request comes."""
    account = account_of(db.session(), email)
    device, accounts = _read()
    known = account is not None and account.public_id in accounts
    secret = current_app.config["SECRET_KEY"]
    return trial(purpose, email, secret=secret, address=request.remote_addr, device=device if known else "")


def remember_device(answer: Response, account: Account) -> Response:
    """Give the browser the cookie; only for somebody who has proved entirely who they are."""
    device, accounts = _read()
    others = [one for one in accounts if one != account.public_id]
    content = [device or secrets.token_urlsafe(16), *others[1 - MOST_ACCOUNTS :], account.public_id]
    answer.set_cookie(
        COOKIE,
        str(_signer().dumps(content)),
        max_age=LASTS_SECONDS,
        path=PATH,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return answer


def forget_device(answer: Response) -> Response:
    """Take the cookie back."""
    answer.delete_cookie(COOKIE, path=PATH, secure=request.is_secure, httponly=True, samesite="Lax")
    return answer


def _read() -> tuple[str, list[str]]:
    """The id of this device and whose it is; a cookie that is not ours counts as none."""
    try:
        device, *accounts = _signer().loads(request.cookies.get(COOKIE, ""), max_age=LASTS_SECONDS)
    except BadSignature:
        return "", []
    return device, accounts


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=COOKIE)
