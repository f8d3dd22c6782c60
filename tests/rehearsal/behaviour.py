"""What a behaviour is: how a host plays it, which adapter visits it, and what should come of the visit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.rehearsal.courses import Course, titles
from tests.rehearsal.host import Host


@dataclass(frozen=True)
class Expected:
    """Where a harvester is sent, and what a visit must end with.

    `good` are the titles that come in, in their order. `bad` holds, for each item that cannot be read, a pattern of
    the reason reported. `not_ours` items hold nothing a catalogue lists, `repeated` ones come once more than they
    should, and `deleted` ones are named as gone.
    `failure` is a pattern of the report on a source that cannot be read at all; then nothing comes in. `then` is
    what the next visits must end with, one after the other, where that is something else.
    """

    path: str
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    failure: str = ""
    not_ours: int = 0
    repeated: int = 0
    deleted: int = 0
    options: Mapping[str, str] = field(default_factory=dict)
    then: tuple["Expected", ...] = ()

    @property
    def visits(self) -> tuple["Expected", ...]:
        """What one visit after the other must end with: at least two, for the second shows what the first left."""
        return (self, *self.then) if self.then else (self, self)


Play = Callable[[Host], Expected]


@dataclass(frozen=True)
class Behaviour:
    """One way in which a host behaves; `adapter` is the name of the one that visits it."""

    name: str
    adapter: str
    play: Play

    @property
    def description(self) -> str:
        """What the host does, in plain words."""
        return " ".join(str(self.play.__doc__).split())


BEHAVIOURS: dict[str, Behaviour] = {}
"""All behaviours by name, in the order of their files."""


def behaviour(adapter: str) -> Callable[[Play], Play]:
    """Enter a function into BEHAVIOURS under its own name."""

    def enter(play: Play) -> Play:
        BEHAVIOURS[play.__name__] = Behaviour(play.__name__, adapter, play)
        return play

    return enter


def comes(path: str, listed: list[Course]) -> Expected:
    """All of these courses come in and nothing else happens."""
    return Expected(path, good=titles(listed))


def fails(path: str, failure: str, **options: str) -> Expected:
    """Nothing comes in and the report on the source fits the pattern."""
    return Expected(path, failure=failure, options=options)
