"""The pages of administrators."""

from catalogue.web.admin import ledger, overview

AREAS = (overview, ledger)
