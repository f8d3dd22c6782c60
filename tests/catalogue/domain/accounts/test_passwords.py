"""Passwords: which are refused, and how they are kept."""

import pytest

from catalogue.domain.accounts.passwords import WeakPassword, check_password, hash_password, verify_password


@pytest.mark.parametrize(
    "password", ["short", "1234567890", "qwertyuiop", "aaaaaaaaaaaaaa", "长" * 201, "alice-has-a-secret", "Password123"]
)
def test_what_would_be_guessed_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        check_password(password, email="alice@example.cn", name="甲")


@pytest.mark.parametrize("password", ["六个不相关的词连在一起好记", "correct horse battery"])
def test_what_is_long_enough_is_taken(password: str) -> None:
    check_password(password, email="alice@example.cn", name="甲")


def test_a_password_is_kept_as_argon2id_and_known_again() -> None:
    kept = hash_password("correct horse battery")
    assert kept.startswith("$argon2id$")
    assert verify_password(kept, "correct horse battery")
    assert not verify_password(kept, "correct horse batterx")


@pytest.mark.parametrize("kept", ["", "nonsense"])
def test_nobody_comes_in_where_no_password_was_set(kept: str) -> None:
    assert not verify_password(kept, "")
    assert not verify_password(kept, "nobody's password")
