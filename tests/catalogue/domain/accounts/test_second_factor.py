"""Codes of the second factor: which are taken, how often, and how somebody gets back in who lost the telephone."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.accounts import second_factor
from catalogue.domain.accounts.recovery_codes import (
    NUMBER,
    new_recovery_codes,
    recovery_codes_left,
    use_recovery_code,
)
from catalogue.domain.accounts.second_factor import (
    WRONG_CODES,
    WrongCode,
    confirm,
    end_after_wrong_codes,
    matching_step,
    new_secret,
    reset_second_factor,
    set_up,
    turn_off,
)
from catalogue.domain.accounts.sessions import hash_of, open_session
from catalogue.errors import CatalogueError
from catalogue.models import Account, AccountSession, Event, OutgoingMail, RecoveryCode
from tests.people import make_account

SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""The secret of the test vectors of RFC 6238, in base32."""
NOON = datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC)


def code_at(secret: str, at: datetime) -> str:
    return pyotp.TOTP(secret).at(at)


def opened_for(session: Session, account: Account) -> AccountSession:
    key = open_session(session, account, address="203.0.113.7", device="test")
    return session.scalars(select(AccountSession).where(AccountSession.key_hash == hash_of(key))).one()


def mails(session: Session) -> list[str]:
    return [mail.text for mail in session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))]


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_factor, "now", lambda: NOON)


@pytest.fixture
def opened(session: Session, at_noon: None) -> AccountSession:
    """A session of somebody with a second factor, who has given the password alone."""
    return opened_for(session, make_account(session, "reviewer", totp_secret=SEED))


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert matching_step(SEED, code, at) == seconds // 30


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_off(steps: int, taken: bool) -> None:
    code = code_at(SEED, NOON + timedelta(seconds=30 * steps))
    assert (matching_step(SEED, code, NOON) is not None) == taken


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12345\x00", "１" * 10_000])
def test_what_is_no_code_is_not_taken(code: str) -> None:
    assert matching_step(SEED, code, NOON) is None


def test_a_code_may_be_typed_in_full_width_and_with_a_space() -> None:
    code = code_at(SEED, NOON)
    wide = "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in code)
    assert matching_step(SEED, f"{wide[:3]} {wide[3:]}", NOON) is not None


def test_a_code_lets_in_once(session: Session, opened: AccountSession) -> None:
    code = code_at(SEED, NOON)
    assert confirm(session, opened, code)
    assert not confirm(session, opened_for(session, opened.account), code)


def test_a_code_older_than_one_that_was_taken_lets_nobody_in(session: Session, opened: AccountSession) -> None:
    assert confirm(session, opened, code_at(SEED, NOON))
    assert not confirm(session, opened, code_at(SEED, NOON - timedelta(seconds=30)))


def test_setting_up_wants_a_code_of_the_new_secret(session: Session, at_noon: None) -> None:
    account = make_account(session)
    with pytest.raises(WrongCode):
        set_up(session, account, new_secret(), "000000", opened=opened_for(session, account))
    assert account.totp_secret is None


def test_setting_up_counts_as_a_code_given_and_uses_it_up(session: Session, at_noon: None) -> None:
    account = make_account(session)
    opened = opened_for(session, account)
    codes = set_up(session, account, SEED, code_at(SEED, NOON), opened=opened)
    assert (opened.second_factor_at, len(set(codes))) == (NOON, NUMBER)
    assert not confirm(session, opened_for(session, account), code_at(SEED, NOON))


def test_a_second_factor_is_not_set_up_over_another(session: Session, opened: AccountSession) -> None:
    with pytest.raises(CatalogueError, match="已经设好"):
        set_up(session, opened.account, new_secret(), "000000", opened=opened)


def test_wrong_codes_end_the_session_and_warn_the_owner(session: Session, opened: AccountSession) -> None:
    ended = []
    for _ in range(WRONG_CODES):
        assert not confirm(session, opened, "000000")
        ended.append(end_after_wrong_codes(session, opened))
    assert ended == [False] * (WRONG_CODES - 1) + [True]
    assert session.scalars(select(AccountSession)).all() == []
    assert "别人可能知道了您的密码" in mails(session)[-1]


def test_a_recovery_code_lets_in_once_however_it_is_typed(session: Session, opened: AccountSession) -> None:
    code = new_recovery_codes(session, opened.account)[3]
    assert confirm(session, opened, f" {code.upper().replace('-', ' ')} ")
    assert not confirm(session, opened, code)
    assert recovery_codes_left(session, opened.account) == NUMBER - 1


def test_recovery_codes_are_kept_as_hashes(session: Session) -> None:
    codes = new_recovery_codes(session, make_account(session))
    kept = set(session.scalars(select(RecoveryCode.code_hash)))
    assert kept == {hash_of(code.replace("-", "")) for code in codes}


def test_new_recovery_codes_end_the_old_ones(session: Session) -> None:
    account = make_account(session)
    [old, *_] = new_recovery_codes(session, account)
    new_recovery_codes(session, account)
    assert not use_recovery_code(session, account, old)
    assert recovery_codes_left(session, account) == NUMBER


def test_a_recovery_code_is_good_for_its_owner_only(session: Session) -> None:
    [code, *_] = new_recovery_codes(session, make_account(session))
    assert not use_recovery_code(session, make_account(session), code)


def test_turning_off_forgets_the_secret_and_the_codes(session: Session, opened: AccountSession) -> None:
    new_recovery_codes(session, opened.account)
    confirm(session, opened, code_at(SEED, NOON))
    turn_off(session, opened.account)
    assert (opened.account.totp_secret, opened.second_factor_at) == (None, None)
    assert recovery_codes_left(session, opened.account) == 0


def test_a_reset_takes_the_code_back_from_open_sessions_and_tells_the_owner(
    session: Session, opened: AccountSession
) -> None:
    confirm(session, opened, code_at(SEED, NOON))
    reset_second_factor(session, opened.account, by="operator:root")
    assert (opened.account.totp_secret, opened.second_factor_at) == (None, None)
    assert "由管理员重置了两步验证" in mails(session)[-1]
    last = session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert last
    assert (last.what, last.actor) == ("account.second_factor_reset", "operator:root")


def test_there_is_nothing_to_reset_without_a_second_factor(session: Session) -> None:
    with pytest.raises(CatalogueError, match="没有设两步验证"):
        reset_second_factor(session, make_account(session), by="operator:root")
