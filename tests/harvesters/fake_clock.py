"""A clock whose time passes only when somebody sleeps, and at once."""

from dataclasses import dataclass, field


@dataclass
class FakeClock:
    """`slept` are the waits of some length, in order."""

    moment: float = 1_900_000_000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.moment

    def elapsed(self) -> float:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.moment += seconds
        if seconds:
            self.slept.append(round(seconds, 3))
