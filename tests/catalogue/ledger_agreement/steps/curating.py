"""What a curator does: chooses for a collection what may come, go and be merged afterwards."""

from sqlalchemy import select

from catalogue.db import writing
from catalogue.models import CollectionItem, CollectionSection, Lecture, Resource
from tests.catalogue.ledger_agreement.world import Step, World


def choose_for_the_collection(world: World) -> str | None:
    """Whatever its state: what is public now may not be tomorrow."""
    model: type[Resource] | type[Lecture] = world.chance.choice((Resource, Resource, Lecture))
    with writing() as session:
        thing = world.one_of(session, select(model).order_by(model.id))
        if thing is None:
            return None
        item = CollectionItem(section=session.scalars(select(CollectionSection)).one())
        item.resource, item.lecture = (thing, None) if isinstance(thing, Resource) else (None, thing)
        session.add(item)
        return f"{thing.public_id} ({thing.state})"


CURATING: dict[Step, int] = {choose_for_the_collection: 2}
