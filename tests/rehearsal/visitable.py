"""The behaviours that a door without rules on addresses can visit on loopback."""

from tests.rehearsal import behaviours as behaviours
from tests.rehearsal.behaviour import BEHAVIOURS, Behaviour

PUBLIC_ONLY = {"redirect_inside"}
"""Behaviours that need a door with its rules on addresses, which a host on loopback cannot be reached through."""


def visitable() -> list[Behaviour]:
    """Every harvest must come through all of them."""
    return [one for one in BEHAVIOURS.values() if one.name not in PUBLIC_ONLY]
