"""Intake: a source's record becomes, or changes, a resource or a lecture, and what is shown of it."""
