"""The pages of institutions: what they hand in and what became of it."""

from catalogue.web.portal import (
    clinic,
    dashboard,
    history,
    lecture_forms,
    lectures,
    members,
    resource_forms,
    resources,
    tokens,
    uploads,
)

AREAS = (
    dashboard,
    resources,
    resource_forms,
    lectures,
    lecture_forms,
    uploads,
    history,
    members,
    tokens,
    clinic,
)
