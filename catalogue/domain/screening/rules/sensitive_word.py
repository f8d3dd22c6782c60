"""Sensitive words of the installation's own lists."""

from collections.abc import Iterator

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.subject import Subject


def sensitive_word(subject: Subject, context: Context) -> Iterator[Flag]:
    for text in subject.texts:
        for hit in context.sensitive.hits(text.words):
            yield text.flag("sensitive_word", hit.start, hit.end, detail=f"词表：{hit.list_name}。")
