"""Options on their way through a form: what a look guessed is carried along as text, and said in words people read."""

import json
from collections.abc import Mapping
from typing import Any

from catalogue.domain.ledger.event_names import field_name
from catalogue.errors import CatalogueError
from harvesters.errors import OptionError
from harvesters.formats.json_fields import chosen_paths
from harvesters.formats.json_text import parse_json

MOST = 5_000
BROKEN = "读法的内容不完整，请回到上一步重新看一遍网址。"
NAMES = {
    "list": "列表",
    "fields": "字段",
    "address": "每条的网址",
    "page": "页码参数",
    "first": "第一页的页码",
    "offset": "起点参数",
    "next": "下一页的网址",
    "total": "总条数",
}


def carried(options: Mapping[str, str]) -> str:
    """The options as text for a form; empty without any."""
    return json.dumps(dict(options), ensure_ascii=False) if options else ""


def read_carried(text: str) -> dict[str, str]:
    """The options of a text that a form brought back. Raises CatalogueError for what `carried` did not write."""
    if not text:
        return {}
    try:
        options = parse_json(text[: MOST + 1])
    except ValueError as error:
        raise CatalogueError(BROKEN) from error
    if not isinstance(options, dict) or not all(isinstance(value, str) for value in options.values()):
        raise CatalogueError(BROKEN)
    return options


def options_in_words(options: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each option by what people call it, the fields by their names."""
    return [(NAMES.get(name, name), _value(name, str(value))) for name, value in options.items()]


def _value(name: str, value: str) -> str:
    if name != "fields":
        return value
    try:
        paths = chosen_paths(value)
    except OptionError:
        return value
    return "，".join(f"{field_name(field)} = {path}" for field, path in paths.items())
