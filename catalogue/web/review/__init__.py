"""The pages of reviewers: what waits for a decision, and deciding it."""

from catalogue.web.review import bulk, queue, sources, tasks, things

AREAS = (queue, tasks, bulk, things, sources)
