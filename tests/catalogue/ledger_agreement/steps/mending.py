"""What was sent back is mended where it came from: in an institution's form, or in the list that is harvested."""

from sqlalchemy import select

from catalogue.db import db
from catalogue.models import Lecture, Listing, Resource, Source
from tests.catalogue.ledger_agreement.steps.harvesting import harvest_place
from tests.catalogue.ledger_agreement.steps.providing import hand_in
from tests.catalogue.ledger_agreement.world import Step, World


def mend_what_was_sent_back(world: World) -> str | None:
    session = db.session()
    listings = select(Listing.source_id, Listing.key).join(Listing.resource).where(Resource.state == "returned")
    lectures = select(Lecture.source_id, Lecture.uid).where(Lecture.state == "returned")
    sent_back = [*session.execute(listings.order_by(Listing.id)), *session.execute(lectures.order_by(Lecture.id))]
    if not sent_back:
        return None
    number, key = world.chance.choice(sent_back)
    institution = session.get_one(Source, number).institution_id
    session.rollback()
    if place := world.places.get(number):
        if key not in place.entries:
            return None
        place.entries[key] = world.author.changed(place.entries[key])
        return harvest_place(world, number, "mended")
    return hand_in(world, institution, key, world.author.changed(world.handed_in[institution][key]))


MENDING: dict[Step, int] = {mend_what_was_sent_back: 3}
