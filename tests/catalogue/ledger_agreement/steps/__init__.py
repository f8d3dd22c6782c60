"""What may happen next in a story; each step is a function of the world that says what it did, or None."""

from catalogue.errors import CatalogueError
from tests.catalogue.ledger_agreement.steps.curating import CURATING
from tests.catalogue.ledger_agreement.steps.harvesting import HARVESTING
from tests.catalogue.ledger_agreement.steps.joining import JOINING
from tests.catalogue.ledger_agreement.steps.mending import MENDING
from tests.catalogue.ledger_agreement.steps.providing import PROVIDING
from tests.catalogue.ledger_agreement.steps.reviewing import REVIEWING
from tests.catalogue.ledger_agreement.steps.standing import STANDING
from tests.catalogue.ledger_agreement.steps.trusting import TRUSTING
from tests.catalogue.ledger_agreement.world import Step, World

STEPS: dict[Step, int] = {
    **HARVESTING,
    **PROVIDING,
    **MENDING,
    **REVIEWING,
    **JOINING,
    **STANDING,
    **TRUSTING,
    **CURATING,
}
"""How often each is chosen, compared with the others."""


def take_step(world: World) -> str:
    """Do something that is possible now; returns it in words. A refusal is an outcome like any other."""
    while True:
        [step] = world.chance.choices(list(STEPS), list(STEPS.values()))
        try:
            done = step(world)
        except CatalogueError as refusal:
            return f"{step.__name__}: refused: {refusal}"
        if done is not None:
            return f"{step.__name__}: {done}"
