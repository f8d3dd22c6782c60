"""Whatever place of the rehearsal a harvest can read, a look at its address recognises."""

from flask import Flask

from catalogue.db import db, writing
from catalogue.domain.clinic.trial_door import TrialHttp
from catalogue.domain.clinic.trying import try_address
from tests.factories import make_institution
from tests.harvesters.loopback import local_door
from tests.rehearsal.rehearsal import Rehearsal
from tests.rehearsal.visitable import visitable

UNIT = 0.02
SLOW = {"too_many_requests", "unavailable_twice", "reset_once", "robots_crawl_delay"}
"""These answer only those who ask again or wait; a look does not."""
FIRST_PAGE = {"json_api": "?page=1"}
"""What a partner copies from the address line of an interface."""


def test_every_place_that_can_be_harvested_is_recognised(app: Flask) -> None:
    with writing() as session:
        school = make_institution(session, name="赣江学院")
    quick = [one for one in visitable() if one.name not in SLOW]
    with Rehearsal(quick, unit=UNIT) as rehearsal:
        read = [one for one in quick if rehearsal.expected[one.name].good]
        found = {}
        for one in read:
            url = rehearsal.url(one.name) + FIRST_PAGE.get(one.adapter, "")
            trial = try_address(db.session(), url, school, TrialHttp(local_door()))
            found[one.name] = trial.chosen.guess.adapter if trial.chosen else trial.problem
    assert len(found) > 30
    assert found == {one.name: one.adapter for one in read}
