"""The options several commands say a source with: where it is, and how it is harvested."""

from collections.abc import Sequence
from typing import Any

import click

from harvesters import registry
from harvesters.record import COSTS

LISTS = {"full": True, "window": False, "adapter": None}
MOST_HOURS = 24 * 90

PLACE = (
    click.option("--adapter", required=True, help=f"One of: {', '.join(registry.names())}."),
    click.option("--url", required=True, help="Where the source is."),
    click.option("--option", "options", multiple=True, metavar="NAME=VALUE", help="An option of the adapter."),
    click.option(
        "--cost",
        type=click.Choice(COSTS),
        default="free",
        show_default=True,
        help="What a record without a word about money costs, as the source's owner declares.",
    ),
)
HANDLING = (
    click.option(
        "--every",
        type=click.IntRange(0, MOST_HOURS),
        metavar="HOURS",
        help="How often the worker harvests it; 0 never.",
    ),
    click.option("--expect-least", type=click.IntRange(0), metavar="N", help="A run of fewer items waits; 0: any."),
    click.option("--expect-most", type=click.IntRange(0), metavar="N", help="A run of more items waits; 0: any."),
    click.option(
        "--list",
        "shows",
        type=click.Choice(list(LISTS)),
        help="Whether it shows everything it has, only a window of it, or what its adapter says.",
    ),
)


def handling_of(every: int | None, least: int | None, most: int | None, shows: str | None) -> dict[str, Any]:
    """The named options as columns of a source; 0 stands for none."""
    numbers = {"every_hours": every, "expected_least": least, "expected_most": most}
    named = {name: number or None for name, number in numbers.items() if number is not None}
    return {**named, "full_list": LISTS[shows]} if shows else named


def _with_options(options: Sequence[Any], command: Any) -> Any:
    for option in reversed(options):
        command = option(command)
    return command


def where_it_is(command: Any) -> Any:
    """Give a command the options that say where a source is."""
    return _with_options(PLACE, command)


def how_it_is_harvested(command: Any) -> Any:
    """Give a command the options that say how often a source is harvested and what is expected of it."""
    return _with_options(HANDLING, command)
