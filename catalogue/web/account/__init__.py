"""One's own account: signing in and out, and what belongs to a person."""

from catalogue.web.account import (
    closing,
    devices,
    email,
    home,
    invitation,
    password,
    reset,
    second_factor,
    signing,
)

AREAS = (signing, second_factor, reset, invitation, home, password, email, devices, closing)
