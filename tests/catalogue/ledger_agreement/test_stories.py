"""Nothing is public without a decision, or a standing approval, that names its person: random stories are told.

`python -m tests.soak.stories SEED 1` tells the story of one seed again, `python -m tests.soak.stories` many of them.
"""

import pytest
from flask import Flask

from tests.catalogue.ledger_agreement.agreement import tell_story
from tests.catalogue.ledger_agreement.world import new_world
from tests.harvesters.loopback import Site

SEEDS = (8, 11, 15, 21)
"""Of the first thirty those in which most happens: words held back, changes that wait, merges undone, returns."""
STEPS = 25


@pytest.mark.parametrize("seed", SEEDS)
def test_pages_search_api_and_feeds_agree_with_the_ledger_after_each_step(app: Flask, site: Site, seed: int) -> None:
    tell_story(new_world(app, site, seed), STEPS)
