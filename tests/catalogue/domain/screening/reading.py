"""Screens one text, so that a test names only the words it is about."""

from typing import Any

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.screen import screen
from catalogue.domain.text.normalise import normalise
from tests.factories import make_record

COMPLETE = {"summary": "从认识键盘开始，一步一步学会使用电脑。", "kind": "course"}


def flags(context: Context | None = None, **values: Any) -> tuple[Flag, ...]:
    """What screening finds in a record that is complete but for the values given."""
    record = normalise(make_record(**{**COMPLETE, **values}), default_cost="free")
    return screen(record, context or Context())


def codes(**values: Any) -> list[str]:
    return [flag.code for flag in flags(**values)]


def found(code: str, summary: str) -> list[str]:
    """The words in which one code stands in a summary."""
    return [flag.found for flag in flags(summary=summary) if flag.code == code]
