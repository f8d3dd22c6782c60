"""The pages of administrators."""

from catalogue.web.admin import accounts, applications, institutions, overview, runs, settings, sources, vocabularies

AREAS = (overview, applications, institutions, accounts, sources, runs, vocabularies, settings)
