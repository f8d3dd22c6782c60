"""The network as link checks use it: the site's own door, with less patience for any one page."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from catalogue.domain.sources.door import http_door
from harvesters.http import Http

READ_SECONDS = 15.0
"""A page that takes longer does not work for a learner either."""
TOTAL_SECONDS = 30.0
PATIENCE_SECONDS = 120.0
"""For a host that others are asking, or that wants long pauses: its other links wait for the next batch."""


def link_door(settings: Mapping[str, Any]) -> Http:
    """Bounded tighter than a harvest's: a link that fails is asked again tomorrow anyway."""
    return Http(
        replace(
            http_door(settings).settings,
            read_timeout=READ_SECONDS,
            total_time=TOTAL_SECONDS,
            patience=PATIENCE_SECONDS,
            attempts=1,
            kept_folder=None,
        )
    )
