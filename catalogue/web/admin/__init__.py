"""The pages of administrators."""

from catalogue.web.admin import overview

AREAS = (overview,)
