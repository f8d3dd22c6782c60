"""The words of a lecture that people review; when it is may change without them."""

from typing import Any

from catalogue.models import Lecture

REVIEWED = ("title", "summary", "url", "location", "speakers", "image")
"""Times and whether it was cancelled are facts, which flow through unreviewed."""


def reviewed_words(lecture: Lecture) -> dict[str, Any]:
    return {name: getattr(lecture, name) for name in REVIEWED}
