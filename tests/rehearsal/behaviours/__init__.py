"""The behaviours by theme; importing this package enters them all into BEHAVIOURS."""

from tests.rehearsal.behaviours import (
    broken_items,
    charsets,
    conditional,
    crowds,
    falling_apart,
    halves,
    json_pages,
    paging,
    redirects,
    repositories,
    robots,
    sitemaps,
    statuses,
    transfers,
    waiting,
)

__all__ = [
    "broken_items",
    "charsets",
    "conditional",
    "crowds",
    "falling_apart",
    "halves",
    "json_pages",
    "paging",
    "redirects",
    "repositories",
    "robots",
    "sitemaps",
    "statuses",
    "transfers",
    "waiting",
]
