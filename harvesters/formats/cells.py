"""Cleans the cells of a table, as people and programs leave them."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from harvesters.formats.text import paragraphs

SPREADSHEET_ERRORS = frozenset(("#n/a", "#value!", "#ref!", "#name?", "#div/0!"))
EMPTY_WORDS = SPREADSHEET_ERRORS | frozenset(
    ("null", "none", "nan", "nil", "n/a", "na", "undefined", "-", "--", "—", "——", "/", "\\", "无", "暂无", "空")
)
QUOTED = re.compile(r'"+([^"]*)"+')
STRONG_SEPARATORS = re.compile(r"[;；、|\n]")
WEAK_SEPARATORS = re.compile(r"[,，]")


def clean_cell(value: Any) -> str:
    """The cell as text without quotes around it; empty for a word that means nothing. Whole numbers lose their `.0`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date):
        value = value.isoformat()
    text = paragraphs(str(value))
    if quoted := QUOTED.fullmatch(text):
        text = quoted[1].strip()
    return "" if text.lower() in EMPTY_WORDS else text


def several(values: Sequence[str] | None) -> tuple[str, ...]:
    """The names in one or more cells; commas separate only where nothing stronger does."""
    found: list[str] = []
    for value in values or ():
        separators = STRONG_SEPARATORS if STRONG_SEPARATORS.search(value) else WEAK_SEPARATORS
        found += separators.split(value)
    return tuple(part.strip() for part in found if part.strip())
