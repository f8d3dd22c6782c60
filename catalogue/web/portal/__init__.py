"""The pages of institutions: what they hand in and what became of it."""

from catalogue.web.portal import dashboard, history, lecture_forms, lectures, members, resource_forms, resources

AREAS = (dashboard, resources, resource_forms, lectures, lecture_forms, history, members)
