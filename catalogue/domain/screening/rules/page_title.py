"""Page titles: the page that the link leads to calls itself something else than the record does."""

from collections.abc import Iterator

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.subject import Subject
from harvesters.formats.text import cut

SHOWN = 60
"""Characters of a title in an explanation."""


def page_title(subject: Subject, context: Context) -> Iterator[Flag]:
    """Only once the page was read, and where it is still the one the record links to."""
    page = context.page
    if page and page.address == subject.url and page.disagrees_with(subject.title):
        said, ours = cut(page.words, SHOWN), cut(subject.title, SHOWN)
        yield Flag("page_title", "url", said, subject.url[:100], f"网页自称“{said}”，记录的标题是“{ours}”。")
