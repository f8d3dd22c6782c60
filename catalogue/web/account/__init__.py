"""One's own account: signing in and out, and what belongs to a person."""

from catalogue.web.account import (
    application,
    closing,
    devices,
    email,
    home,
    invitation,
    password,
    registration,
    reset,
    second_factor,
    signing,
)

AREAS = (
    signing,
    second_factor,
    registration,
    application,
    reset,
    invitation,
    home,
    password,
    email,
    devices,
    closing,
)
