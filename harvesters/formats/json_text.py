"""Reads JSON text that others wrote, into values every database can keep."""

import json
import math
from typing import Any

from harvesters.formats.text import storable_text


def parse_json(text: str) -> Any:
    """The values in a JSON text. Raises ValueError for broken text, also when it is nested beyond reason."""
    try:
        return storable(json.loads(text))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def storable(value: Any) -> Any:
    """The same values without what JSON columns refuse: NUL, lone surrogates, infinities and NaN."""
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [storable(part) for part in value]
    if isinstance(value, dict):
        return {storable_text(str(name)): storable(part) for name, part in value.items()}
    return value
