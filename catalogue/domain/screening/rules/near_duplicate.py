"""Near duplicates: the matching found a resource with the same or nearly the same title."""

from collections.abc import Iterator

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.subject import Subject


def near_duplicate(subject: Subject, context: Context) -> Iterator[Flag]:
    if context.like:
        title = next((text.words for text in subject.texts if text.field == "title"), "")
        yield Flag("near_duplicate", "title", context.like, title[:100], detail=f"另一条是 {context.like}。")
