"""Cleans the cells of a table, as people and programs leave them."""

from datetime import date, datetime
from typing import Any

from harvesters.formats.text import paragraphs

EMPTY_WORDS = frozenset(
    "null none nan nil n/a na undefined #n/a #value! #ref! #name? #div/0! - -- — —— / \\ \\n 无 暂无 空".split()
)


def clean_cell(value: Any) -> str:
    """The cell as text; empty when it holds nothing but a word for nothing. Whole numbers lose their `.0`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date):
        value = value.isoformat()
    text = paragraphs(str(value))
    return "" if text.lower() in EMPTY_WORDS else text
