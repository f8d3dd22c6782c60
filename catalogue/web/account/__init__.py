"""One's own account: signing in and out, and what belongs to a person."""

from catalogue.web.account import home, registration, signing

AREAS = (signing, registration, home)
