"""The second factor: setting it up, giving a code after the password, new recovery codes, turning it off."""

from datetime import timedelta

import segno
from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from catalogue.db import db, writing
from catalogue.domain.accounts.attempts import TooManyAttempts, attempt, forgive
from catalogue.domain.accounts.links import BadLink, read_token, signed_token
from catalogue.domain.accounts.recovery_codes import new_recovery_codes, recovery_codes_left
from catalogue.domain.accounts.second_factor import (
    WrongCode,
    confirm,
    end_after_wrong_codes,
    new_secret,
    provisioning_uri,
    set_up,
    turn_off,
)
from catalogue.web.account.confirming import confirmed
from catalogue.web.account.next_page import next_page
from catalogue.web.forms.account import Code, Confirmation, SetUp
from catalogue.web.known_device import remember_device, trial_here
from catalogue.web.signed_in import SignedIn, forget_cookie, person, renew_session

pages = Blueprint("second_factor", __name__, url_prefix="/account/second-factor")

OFFER = "totp-offer"
OFFER_LASTS = timedelta(hours=1)
QUIET_ZONE_MODULES = 4


@pages.get("")
def show() -> str:
    who = person()
    if who.account.totp_secret is None:
        return _offer_page(SetUp(), new_secret())
    return _standing_page(Confirmation()) if who.second_factor else _code_page(Code())


@pages.post("")
def give_code() -> ResponseReturnValue:
    form = Code()
    if not form.validate():
        return _code_page(form), 400
    who = person()
    try:
        right = _give(who, form.code.data)
    except TooManyAttempts as too_many:
        form.refuse("code", too_many)
        return _code_page(form), 429, {"Retry-After": str(too_many.wait_seconds)}
    if right:
        renew_session()
        return remember_device(redirect(next_page(), 303), who.account)
    with writing() as session:
        ended = end_after_wrong_codes(session, who.opened)
    if ended:
        forget_cookie()
        flash("验证码错了太多次，这次登录已经结束。请重新登录。", "bad")
        return redirect(url_for("signing.form"), 303)
    form.refuse("code", WrongCode())
    return _code_page(form), 400


@pages.post("/set-up")
def begin() -> ResponseReturnValue:
    form, who = SetUp(), person()
    try:
        [owner, secret] = read_token(OFFER, form.offer.data or "", OFFER_LASTS)
    except BadLink:
        owner, secret = "", ""
    if owner != who.account.public_id:
        form.refuse("code", "页面打开得太久了，下面换了一个新的二维码，请重新扫描。")
        return _offer_page(form, new_secret()), 400
    if not confirmed(form):
        return _offer_page(form, secret), 400
    try:
        with writing() as session:
            codes = set_up(session, who.account, secret, form.code.data, opened=who.opened)
    except WrongCode as wrong:
        form.refuse("code", wrong)
        return _offer_page(form, secret), 400
    renew_session()
    return _codes_page(codes)


@pages.post("/recovery-codes")
def renew() -> ResponseReturnValue:
    form = Confirmation()
    if not confirmed(form):
        return _standing_page(form), 400
    with writing() as session:
        codes = new_recovery_codes(session, person().account)
    return _codes_page(codes)


@pages.post("/turn-off")
def stop() -> ResponseReturnValue:
    form = Confirmation()
    if not confirmed(form):
        return _standing_page(form), 400
    with writing() as session:
        turn_off(session, person().account)
    flash("两步验证已经停用。", "good")
    return redirect(url_for("account.index"), 303)


def _give(who: SignedIn, code: str) -> bool:
    tried = trial_here("code", who.account.email or "")
    with writing() as session:
        attempt(session, tried)
        right = confirm(session, who.opened, code)
        if right:
            forgive(session, tried)
    return right


def _offer_page(form: SetUp, secret: str) -> str:
    account = person().account
    address = provisioning_uri(secret, account.email or "", current_app.config["SITE_NAME"])
    drawn = segno.make_qr(address, error="m").svg_data_uri(border=QUIET_ZONE_MODULES, light="#fff", omitsize=True)
    form.offer.data = signed_token(OFFER, [account.public_id, secret])
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return render_template("account/second_factor_set_up.html", form=form, drawn=drawn, groups=groups, next=next_page())


def _code_page(form: Code) -> str:
    return render_template("account/second_factor_code.html", form=form, next=next_page())


def _standing_page(form: Confirmation) -> str:
    left = recovery_codes_left(db.session(), person().account)
    return render_template("account/second_factor.html", form=form, left=left)


def _codes_page(codes: list[str]) -> str:
    """Shown as the answer itself: the codes are kept nowhere from which another page could show them."""
    return render_template("account/recovery_codes.html", codes=codes, next=next_page())
