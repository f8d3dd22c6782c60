"""The pages of administrators."""

from catalogue.web.admin import (
    account,
    accounts,
    applications,
    institutions,
    invitations,
    ledger,
    outbox,
    overview,
    runs,
    settings,
    sources,
    vocabularies,
)

AREAS = (
    overview,
    applications,
    institutions,
    accounts,
    account,
    invitations,
    sources,
    runs,
    outbox,
    vocabularies,
    settings,
    ledger,
)
