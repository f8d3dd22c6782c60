"""Guesses: which adapter may read an address, with what options, and what was understood of its fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Understood:
    """A field of ours, the path in the answer that leads to it, and what stands there first."""

    field: str
    path: str
    example: str


@dataclass(frozen=True)
class Guess:
    """An adapter that may read an address.

    `understood` are the fields that `options` name, where they had to be guessed; `left_over` the names in the answer
    that mean nothing to us; `remark` what the person should mend, in Chinese.
    """

    adapter: str
    url: str
    options: Mapping[str, str] = field(default_factory=dict)
    understood: tuple[Understood, ...] = ()
    left_over: tuple[str, ...] = ()
    remark: str = ""
