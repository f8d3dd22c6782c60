"""The words of a lecture that people review; when it is may change without them."""

from typing import Any

from catalogue.models import Lecture

REVIEWED = ("title", "summary", "url", "location", "speakers", "image", "institution_id", "language")
"""Times, whether it was cancelled, and what is worked out from the words flow through unreviewed."""


def reviewed_words(lecture: Lecture) -> dict[str, Any]:
    return {name: getattr(lecture, name) for name in REVIEWED}
