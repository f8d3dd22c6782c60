"""The pages of reviewers: what waits for a decision, and deciding it."""

from catalogue.web.review import queue

AREAS = (queue,)
