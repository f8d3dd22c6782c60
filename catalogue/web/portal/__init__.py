"""The pages of institutions: what they hand in and what became of it."""

from catalogue.web.portal import dashboard, tokens, uploads

AREAS = (dashboard, uploads, tokens)
