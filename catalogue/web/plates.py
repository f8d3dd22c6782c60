"""Blue-and-white plates: the picture of everything that has none, drawn from its public id."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import pi

COBALT = "#1f3c88"
GLAZE = "#fdfefe"
FOLDS = (5, 6, 7, 8, 9, 10, 12)

Motif = Callable[[float, float, float], str]
"""Draws one element pointing up: from radius r outwards, of height h, half as wide as 2w; returns an SVG path."""


def _leaf(r: float, h: float, w: float) -> str:
    return f"M0,{-r:.1f}C{w:.1f},{-r - h * 0.2:.1f} {w:.1f},{-r - h * 0.75:.1f} 0,{-r - h:.1f}" + (
        f"C{-w:.1f},{-r - h * 0.75:.1f} {-w:.1f},{-r - h * 0.2:.1f} 0,{-r:.1f}Z"
    )


def _lotus(r: float, h: float, w: float) -> str:
    """A lotus petal standing on the ring, a smaller one inside it."""
    outer = f"M{-w:.1f},{-r:.1f}Q{-w:.1f},{-r - h * 0.8:.1f} 0,{-r - h:.1f}Q{w:.1f},{-r - h * 0.8:.1f} {w:.1f},{-r:.1f}"
    inner = f"M{-w * 0.5:.1f},{-r:.1f}Q{-w * 0.5:.1f},{-r - h * 0.5:.1f} 0,{-r - h * 0.65:.1f}"
    return f"{outer}{inner}Q{w * 0.5:.1f},{-r - h * 0.5:.1f} {w * 0.5:.1f},{-r:.1f}"


def _cloud(r: float, h: float, w: float) -> str:
    """The head of a ruyi sceptre: three lobes."""
    side, neck = w * 1.15, r + h * 0.62
    return (
        f"M{-w * 0.7:.1f},{-r:.1f}C{-side:.1f},{-r - h * 0.1:.1f} {-side:.1f},{-neck:.1f} {-w * 0.4:.1f},{-neck:.1f}"
        f"C{-w * 0.5:.1f},{-r - h:.1f} {w * 0.5:.1f},{-r - h:.1f} {w * 0.4:.1f},{-neck:.1f}"
        f"C{side:.1f},{-neck:.1f} {side:.1f},{-r - h * 0.1:.1f} {w * 0.7:.1f},{-r:.1f}"
        f"Q0,{-r - h * 0.35:.1f} {-w * 0.7:.1f},{-r:.1f}Z"
    )


def _tendril(r: float, h: float, w: float) -> str:
    """A leaf that leans with the turn of the ring, on its stem."""
    return (
        f"M{-w:.1f},{-r - h * 0.1:.1f}Q{-w * 0.2:.1f},{-r - h * 0.9:.1f} {w:.1f},{-r - h:.1f}"
        f"Q{w * 0.7:.1f},{-r - h * 0.2:.1f} {-w:.1f},{-r - h * 0.1:.1f}L{w * 0.4:.1f},{-r - h * 0.65:.1f}"
    )


def _diamond(r: float, h: float, w: float) -> str:
    middle = r + h / 2
    return f"M0,{-r:.1f}L{w:.1f},{-middle:.1f} 0,{-r - h:.1f} {-w:.1f},{-middle:.1f}Z"


def _wave(r: float, h: float, w: float) -> str:
    crest = f"M{-w:.1f},{-r:.1f}Q0,{-r - h * 1.7:.1f} {w:.1f},{-r:.1f}"
    return f"{crest}M{-w * 0.4:.1f},{-r:.1f}Q0,{-r - h * 0.8:.1f} {w * 0.4:.1f},{-r:.1f}"


HEARTS: Sequence[Motif] = (_leaf, _lotus, _cloud)
MIDDLES: Sequence[Motif] = (_lotus, _leaf, _cloud, _tendril)
RIMS: Sequence[Motif] = (_wave, _diamond, _leaf)


@dataclass(frozen=True)
class _Ring:
    """`count` elements of one motif between two radii."""

    name: str
    motif: Motif
    inner: float
    outer: float
    count: int
    turn: float

    def draw(self) -> str:
        height = self.outer - self.inner
        width = min(pi * (self.inner + height / 2) / self.count * 0.86, height * 0.75)
        uses = "".join(
            f'<use xlink:href="#{self.name}" transform="rotate({self.turn + 360 * step / self.count:.1f})"/>'
            for step in range(self.count)
        )
        return f'<defs><path id="{self.name}" d="{self.motif(self.inner, height, width)}"/></defs>{uses}'


def _dots(count: int) -> str:
    step = 2 * pi * 60 / count
    return f'<circle r="60" fill="none" stroke-width="3" stroke-linecap="round" stroke-dasharray="0 {step:.4f}"/>'


def _rings(bits: bytes) -> str:
    fold = FOLDS[bits[0] % len(FOLDS)]
    middle = fold * 2 if fold < 8 or bits[1] % 3 == 0 else fold
    heart = _Ring("h", HEARTS[bits[2] % len(HEARTS)], 7 + bits[3] % 3, 25, fold, bits[4] % 60)
    band = _Ring("m", MIDDLES[bits[5] % len(MIDDLES)], 32, 50 - bits[6] % 3, middle, bits[7] % 60)
    rim = bits[8] % (len(RIMS) + 1)
    edge = _dots(fold * 4) if rim == len(RIMS) else _Ring("r", RIMS[rim], 57, 64, fold * 4, bits[9] % 60).draw()
    return heart.draw() + band.draw() + edge


def plate(key: str) -> str:
    """A plate as an SVG document, the same for the same key, white in light and dark as porcelain is."""
    bits = hashlib.sha256(key.encode()).digest()
    circles = "".join(f'<circle r="{radius}" fill="none"/>' for radius in (66, 54.5, 29 + bits[10] % 3))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="-70 -70 140 140">'
        f'<circle r="69" fill="{GLAZE}" stroke="{COBALT}" stroke-width="1.4"/>'
        f'<g fill="{COBALT}" fill-opacity=".16" stroke="{COBALT}" stroke-width="1.2" stroke-linejoin="round">'
        f'{circles}{_rings(bits)}<circle r="{4 + bits[11] % 3}" fill-opacity=".9"/></g></svg>'
    )
