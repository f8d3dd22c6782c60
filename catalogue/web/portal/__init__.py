"""The pages of institutions: what they hand in and what became of it."""

from catalogue.web.portal import clinic, dashboard, tokens, uploads

AREAS = (dashboard, uploads, tokens, clinic)
