"""Bar charts, drawn on the server: what a chart shows, and how long each of its bars is."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Bar:
    """One figure; `path` is a page about it, or empty."""

    label: str
    value: int
    path: str = ""


@dataclass(frozen=True)
class Chart:
    """`labels` and `values` head the two columns of the table behind it; `note` says what the figures mean."""

    title: str
    labels: str
    values: str
    bars: tuple[Bar, ...]
    note: str = ""

    @property
    def rows(self) -> list[tuple[str, int]]:
        return [(bar.label, bar.value) for bar in self.bars]

    @property
    def empty(self) -> bool:
        return not any(bar.value for bar in self.bars)

    @cached_property
    def longest(self) -> int:
        return max(bar.value for bar in self.bars)

    def length(self, bar: Bar) -> float:
        """The length of a bar in hundredths of the longest; what is not nothing can be seen."""
        return max(0.5, round(100 * bar.value / self.longest, 1)) if bar.value else 0.0
