"""Tells many random stories of harvests, submissions and reviews and holds each step against the ledger.

`python -m tests.soak.stories [FIRST [COUNT [STEPS]]]` begins with the seed FIRST; it prints a line a story, the whole
story of each that disagrees, and ends with status 1 when one did.
"""

import sys
import time
from collections import Counter
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from flask_migrate import upgrade

from catalogue import create_app
from catalogue.db import db
from tests.catalogue.ledger_agreement.agreement import Disagreement, tell_story
from tests.catalogue.ledger_agreement.world import World, new_world
from tests.conftest import DATABASE, SETTINGS
from tests.harvesters.loopback import Site

STORIES, STEPS = 40, 60


def main(first: int, count: int, steps: int) -> None:
    done: Counter[str] = Counter()
    with TemporaryDirectory(prefix="soak-") as folder:
        with create_app(Path(folder) / "empty", SETTINGS).app_context():
            upgrade()
            db.engine.dispose()
        failed = [seed for seed in range(first, first + count) if not agrees(Path(folder), seed, steps, done)]
    print(", ".join(f"{step} {number}" for step, number in done.most_common()))
    print(f"{count} stories of {steps} steps: {len(failed)} disagree with the ledger {failed or ''}")
    sys.exit(1 if failed else 0)


def agrees(folder: Path, seed: int, steps: int, done: Counter[str]) -> bool:
    """Tell the story of a seed in an instance of its own; `done` counts its steps by name, refused ones apart."""
    instance, site, began = folder / str(seed), Site(), time.process_time()
    instance.mkdir()
    copy(folder / "empty" / DATABASE, instance / DATABASE)
    app = create_app(instance, SETTINGS)
    try:
        with app.app_context():
            world = new_world(app, site, seed)
            wrong = _wrong_in(world, steps)
            db.engine.dispose()
    finally:
        site.close()
    done.update(_name(line) for line in world.story)
    print(f"seed {seed}: {len(world.story)} steps, {time.process_time() - began:.1f} s of the processor")
    print(wrong, end="")
    return not wrong


def _wrong_in(world: World, steps: int) -> str:
    try:
        tell_story(world, steps)
    except Disagreement as told:
        return f"{told}\n"
    return ""


def _name(line: str) -> str:
    """`accept_a_task`, or `accept_a_task (refused)`: what a line of a story is about."""
    step, said = line.split(maxsplit=1)[1].split(": ", 1)
    return f"{step} (refused)" if said.startswith("refused: ") else step


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*given, *(1, STORIES, STEPS)[len(given) :])
