"""`catalogue source adapters`: which kinds of places can be read, and what each wants to be told."""

import click

from catalogue.cli.context import answer, json_option
from harvesters import registry
from harvesters.record import Adapter

WINDOW, WHOLE = "只显示最新的一部分", "列出全部内容"


@click.command("adapters")
@json_option
def adapters(as_json: bool) -> None:
    """The adapters and their options, each given as --option NAME=VALUE (but for url)."""
    known = {name: registry.get(name) for name in registry.names()}
    answer(
        [_as_json(name, adapter) for name, adapter in known.items()],
        [line for name, adapter in known.items() for line in _as_lines(name, adapter)],
        as_json=as_json,
    )


def _as_json(name: str, adapter: Adapter) -> dict[str, object]:
    options = [{"name": spec.name, "help": spec.help, "required": spec.required} for spec in adapter.options]
    return {"name": name, "title": adapter.title, "full_list": adapter.full_list, "options": options}


def _as_lines(name: str, adapter: Adapter) -> list[str]:
    heading = f"{name}：{adapter.title}（{WHOLE if adapter.full_list else WINDOW}）"
    return [heading, *(f"  {spec.name}{'（必填）' * spec.required}  {spec.help}" for spec in adapter.options)]
