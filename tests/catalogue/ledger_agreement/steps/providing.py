"""What an institution's member does: hand in, mend, and take back, as the portal's forms do."""

from catalogue.db import writing
from catalogue.domain.institutions.providers import Providers
from catalogue.domain.intake.lectures import find_lecture, take_in_lecture, take_out_lecture
from catalogue.domain.intake.resources import take_in, take_out
from catalogue.domain.submissions.criteria import CODES
from catalogue.domain.submissions.vouching import HandedIn, check_vouched, hand_in_source, record_submission
from catalogue.models import Institution, Source
from tests.catalogue.ledger_agreement.entries import Entry, as_course, as_lecture
from tests.catalogue.ledger_agreement.hearing import hearing
from tests.catalogue.ledger_agreement.world import Step, World


def hand_in_a_course(world: World) -> str:
    heard = [entry for place in world.places.values() if not place.lectures for entry in place.entries.values()]
    alike = heard and world.chance.random() < 0.3
    entry = world.author.echo(world.chance.choice(heard)) if alike else world.author.course()
    return hand_in(world, world.chance.choice(list(world.members)), "", entry)


def hand_in_a_lecture(world: World) -> str:
    return hand_in(world, world.chance.choice(list(world.members)), "", world.author.lecture())


def mend_ones_own(world: World) -> str | None:
    number = world.chance.choice(list(world.members))
    if not (own := world.handed_in.get(number)):
        return None
    key = world.chance.choice(list(own))
    return hand_in(world, number, key, world.author.changed(own[key]))


def hand_in_the_same_again(world: World) -> str | None:
    """What was taken back is there again, in the words it had."""
    number = world.chance.choice(list(world.members))
    if not (own := world.handed_in.get(number)):
        return None
    key = world.chance.choice(list(own))
    return hand_in(world, number, key, own[key])


def take_ones_own_back(world: World) -> str | None:
    number = world.chance.choice(list(world.members))
    if not (own := world.handed_in.get(number)):
        return None
    key = world.chance.choice(list(own))
    with writing() as session:
        source = hand_in_source(session, session.get_one(Institution, number), by=world.members[number])
        if lecture := find_lecture(session, source, key, ""):
            return f"{key}: {take_out_lecture(session, source, lecture).word}"
        return f"{key}: {take_out(session, source, key).word}"


def hand_in(world: World, number: int, key: str, entry: Entry) -> str:
    """For an institution by its number; without a key it is something new."""
    by, own = world.members[number], world.handed_in.setdefault(number, {})
    key = key or f"own-{len(own) + 1}"
    with writing() as session:
        source_id = hand_in_source(session, session.get_one(Institution, number), by=by).id
    with hearing(world, source_id), writing() as session:
        source = session.get_one(Source, source_id)
        checked = check_vouched(CODES, committed=True)
        if "starts" in entry:
            outcome = take_in_lecture(session, source, as_lecture(key, entry), Providers(session))
        else:
            outcome = take_in(session, source, as_course(key, entry))
        handed_in = HandedIn("form", checked, (outcome.subject,), {outcome.word: 1})
        record_submission(session, source.institution, handed_in, by=by)
    own[key] = entry
    return f"{key}: {outcome.word} {outcome.reason}"


PROVIDING: dict[Step, int] = {
    hand_in_a_course: 4,
    hand_in_a_lecture: 2,
    mend_ones_own: 5,
    take_ones_own_back: 3,
    hand_in_the_same_again: 3,
}
