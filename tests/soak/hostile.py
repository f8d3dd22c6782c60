"""Every hostile string of the public lists through every form; ends with 1 at the first thing that is wrong.

`python -m tests.soak.hostile [FOLDER]` walks the whole site again and again, each time with the next strings, until
each was used. FOLDER holds the lists as `security/` (see tests.hostile.strings); without it our own strings go alone.
"""

import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from argon2 import PasswordHasher
from flask import Flask
from flask_migrate import upgrade

from catalogue import create_app
from catalogue.domain.accounts import passwords
from tests.conftest import SETTINGS, SHARED_DATA
from tests.hostile.pages import Site
from tests.hostile.pushing import ask_advice, push_all
from tests.hostile.strings import OWN, listed
from tests.hostile.walk import hostile_walk, plain_walk

IN_A_WALK = 500
"""Strings that one walk has room for, more or less."""


def main(folder: Path) -> None:
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    strings = [*OWN, *(listed(folder) if folder.is_dir() else [])]
    random.Random(1).shuffle(strings)
    site = _learn()
    for start in range(0, len(strings), IN_A_WALK):
        _walk(strings[start : start + IN_A_WALK], site, start, len(strings))


def _learn() -> Site:
    with TemporaryDirectory() as scratch:
        return plain_walk(_site(Path(scratch))).site


def _walk(strings: list[str], site: Site, start: int, of: int) -> None:
    began = time.monotonic()
    with TemporaryDirectory() as scratch:
        walk = hostile_walk(_site(Path(scratch)), strings, site)
        push_all(walk)
        ask_advice(walk)
    print(f"{start + len(strings)} of {of} strings, {sum(walk.statuses.values())} answers, {len(walk.wrong)} wrong,")
    print(f"  {dict(sorted(walk.statuses.items()))}, {time.monotonic() - began:.0f} s", flush=True)
    if walk.wrong:
        sys.exit("\n".join(walk.wrong))


def _site(scratch: Path) -> Flask:
    app = create_app(scratch / "instance", SETTINGS)
    app.app_context().push()
    upgrade()
    return app


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED_DATA)
