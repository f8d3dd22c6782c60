"""What every template may use: filters, tests and a few functions."""

from datetime import date, datetime
from functools import lru_cache

from flask import Flask

from catalogue.clock import local_day
from catalogue.db import now
from catalogue.domain.shown.lectures import phase
from catalogue.languages import language
from catalogue.models import Lecture
from catalogue.search.highlight import highlight
from catalogue.site_address import absolute, path_of
from catalogue.web import facets, formatting, translation, words
from catalogue.web.schema_org import json_ld


def init_rendering(app: Flask) -> None:
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update({**formatting.FILTERS, **words.FILTERS, **translation.FILTERS, **facets.FILTERS})
    environment.filters.update({"highlight": highlight, "json_ld": json_ld})
    environment.tests.update(words.TESTS)
    environment.globals.update(
        absolute=absolute,
        counted=translation.counted,
        path_of=path_of,
        phase_now=phase_now,
        lecture_time=lecture_time,
        site_name=words.site_name,
        site_subtitle=words.site_subtitle,
        FACETS=words.FACETS,
        TYPES=words.TYPES,
        SORTS=words.SORTS,
        COSTS=words.COSTS,
        LOGINS=words.LOGINS,
        LINK_REASONS=words.LINK_REASONS,
    )


def phase_now(lecture: Lecture, at: datetime | None = None) -> str:
    return phase(lecture, at or now())


def lecture_time(lecture: Lecture) -> str:
    return _time(language().tag, local_day(now()), lecture.starts_at, lecture.ends_at, lecture.all_day)


@lru_cache(maxsize=2048)
def _time(_language: str, today: date, starts: datetime, ends: datetime | None, all_day: bool) -> str:
    """A page of lectures has dozens of times, the same for every reader of a language on a day."""
    return formatting.span_words(starts, ends, all_day=all_day, today=today)
