"""Behaviours that the harvesters do not yet meet as they should, each with what is wanting."""

from harvesters import registry
from tests.rehearsal import behaviours as behaviours
from tests.rehearsal.behaviour import BEHAVIOURS, Behaviour

AWAITED: dict[str, str] = {
    "gzip_cut_short": "the door takes compressed bytes that end too early for a whole body",
    "gbk_feed_called_utf8": "feedparser falls back to Latin-1 when the encoding is a lie",
    "half_page_among_whole": "a page without any marked-up course is passed over in silence",
}

PUBLIC_ONLY = {"redirect_inside"}
"""Behaviours that need a door with its rules on addresses, which a host on loopback cannot be reached through."""


def met() -> list[Behaviour]:
    """The behaviours that every harvest must come through, of adapters that are there."""
    return [one for one in _visitable() if one.name not in AWAITED]


def awaited() -> list[tuple[Behaviour, str]]:
    """The others, with what is wanting."""
    return [(one, AWAITED[one.name]) for one in _visitable() if one.name in AWAITED]


def _visitable() -> list[Behaviour]:
    adapters = registry.names()
    return [one for one in BEHAVIOURS.values() if one.adapter in adapters and one.name not in PUBLIC_ONLY]
