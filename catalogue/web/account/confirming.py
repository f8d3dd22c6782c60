"""Asking for the password once more, before what must not be done by whoever finds a computer unlocked."""

from catalogue.db import writing
from catalogue.domain.accounts.attempts import TooManyAttempts, attempt, forgive
from catalogue.domain.accounts.passwords import verify_password
from catalogue.web.forms.form import Form
from catalogue.web.known_device import trial_here
from catalogue.web.signed_in import person


def confirmed(form: Form, name: str = "password") -> bool:
    """Whether the form is filled in well and this field holds the person's password; else the form says what is wrong.

    Wrong passwords count as at the door: an open session is no place to guess them.
    """
    if not form.validate():
        return False
    account = person().account
    tried = trial_here("sign-in", account.email or "")
    try:
        with writing() as session:
            attempt(session, tried)
    except TooManyAttempts as too_many:
        form.refuse(name, too_many)
        return False
    if not verify_password(account.password_hash, form[name].data):
        form.refuse(name, "密码不对，请重新填写。")
        return False
    with writing() as session:
        forgive(session, tried)
    return True
