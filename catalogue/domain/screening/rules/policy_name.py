"""Outdated and unusual names of bodies, laws and platforms, from a data file that says what to write instead."""

from collections.abc import Iterator

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.subject import Subject


def policy_name(subject: Subject, context: Context) -> Iterator[Flag]:
    for text in subject.texts:
        for match, name in context.policies.found(text.words):
            yield text.flag("policy_name", *match.span(), detail=f"{name.problem}；可写作“{name.instead}”。")
