"""`python -m tests.rehearsal [--port N]` puts the whole rehearsal on and prints the address of each host.

Sources can then be tried against it as against the web, with CATALOGUE_ALLOW_PRIVATE_NETWORKS=1.
"""

import argparse
from contextlib import suppress
from threading import Event

from tests.rehearsal import behaviours as behaviours
from tests.rehearsal.behaviour import BEHAVIOURS, Behaviour, Expected
from tests.rehearsal.rehearsal import Rehearsal

FIRST_PORT = 8900


def main() -> None:
    parser = argparse.ArgumentParser(description="Hosts on loopback that misbehave as real ones do.")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="port of the first host, the others follow it")
    with Rehearsal(BEHAVIOURS.values(), first_port=parser.parse_args().port) as rehearsal:
        for one in BEHAVIOURS.values():
            print(as_text(one, rehearsal.url(one.name), rehearsal.expected[one.name]), flush=True)
        print("Ctrl-C ends the rehearsal.", flush=True)
        with suppress(KeyboardInterrupt):
            Event().wait()


def as_text(one: Behaviour, url: str, expected: Expected) -> str:
    """The name, address and deeds of a host, and what should come of a visit."""
    options = "".join(f" --option {name}='{value}'" for name, value in expected.options.items())
    return (
        f"{one.name}: {one.description}\n"
        f"  catalogue source test --adapter {one.adapter} --url '{url}'{options}\n"
        f"  should end with: {outcome(expected)}\n"
    )


def outcome(expected: Expected) -> str:
    """What a visit must end with, in words."""
    if expected.failure:
        return f"nothing, for “{expected.failure}”"
    parts = [f"{len(expected.good)} records"]
    parts += [f"{len(expected.bad)} refusals ({'、'.join(expected.bad)})"] if expected.bad else []
    parts += [f"{expected.not_ours} not ours"] if expected.not_ours else []
    parts += [f"{expected.repeated} repeated"] if expected.repeated else []
    parts += [f"{expected.deleted} deleted"] if expected.deleted else []
    return ", ".join(parts) + (f"; {len(expected.then)} more visits differ" if expected.then else "")


if __name__ == "__main__":
    main()
