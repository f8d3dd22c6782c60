"""Passwords: kept as argon2id (RFC 9106), long enough, and none that everybody tries first.

The list of common passwords is the one zxcvbn carries (30,000, from leaks), so nothing is asked of the network. No
mix of signs is demanded and none expires, as NIST SP 800-63B advises: length is what counts.
"""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from catalogue.errors import CatalogueError

LEAST = 10
MOST = 200
"""Characters; the upper bound keeps hashing cheap."""
LEAST_DIFFERENT = 5

_hasher = PasswordHasher()


class WeakPassword(CatalogueError):
    """A password that would be guessed; the message says how to choose a better one."""


def check_password(password: str, *, email: str = "", name: str = "") -> None:
    """Raises WeakPassword."""
    if len(password) < LEAST:
        raise WeakPassword(f"密码至少要 {LEAST} 个字符，可以用几个不相关的词连在一起。")
    if len(password) > MOST:
        raise WeakPassword(f"密码最多 {MOST} 个字符，请缩短一些。")
    plain = password.casefold()
    if plain in _common() or len(set(plain)) < LEAST_DIFFERENT:
        raise WeakPassword("这个密码太常见，别人很容易猜到，请换一个。")
    if any(own and len(own) > 2 and own.casefold() in plain for own in (email, email.partition("@")[0], name)):
        raise WeakPassword("密码里不要有您的邮箱或姓名，请换一个。")


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def verify_password(password_hash: str, password: str) -> bool:
    """Takes the same time whether or not there is an account: an empty hash is compared with one of nothing."""
    try:
        return _hasher.verify(password_hash or _of_nobody(), password[: MOST + 1]) and bool(password_hash)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _common() -> frozenset[str]:
    return frozenset(FREQUENCY_LISTS["passwords"])


@cache
def _of_nobody() -> str:
    return hash_password("nobody's password")
