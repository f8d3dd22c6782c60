"""The written table of allowed colour pairs: what may stand on what, and that it can be read in every palette."""

import re
from itertools import product

import pytest

from catalogue.web.styleguide import COLOURS
from tests.catalogue.web.palettes import CSS, SHEETS, colours, contrast

GROUNDS = ("glaze", "panel", "card", "wash")
TEXT_PAIRS = [
    *product(("ink", "ink-soft", "cobalt"), GROUNDS),
    ("ink", "mark"),
    ("cobalt", "mark"),
    ("ink", "celadon-wash"),
    ("celadon", "celadon-wash"),
    ("cobalt", "celadon-wash"),
    ("on-cobalt", "cobalt"),
    ("on-cobalt", "cobalt-deep"),
    ("on-cinnabar", "cinnabar"),
    ("cinnabar", "glaze"),
    ("cinnabar", "card"),
    ("glaze", "ink"),
]
"""Text on its ground: 4.5 : 1 (AA); 7 : 1 (AAA) in the strong palettes."""
BOUNDARY_PAIRS = [
    *product(("edge", "cobalt"), GROUNDS),
    ("celadon", "panel"),
    ("celadon", "celadon-wash"),
    ("cinnabar", "card"),
    ("cinnabar", "glaze"),
]
"""Outlines of fields and controls, bars, focus rings, meaningful marks: 3 : 1. `line` only decorates."""
STRONG = [name for name in SHEETS if name.startswith("elder")]


@pytest.mark.parametrize("palette", SHEETS)
def test_every_allowed_pair_can_be_read(palette: str) -> None:
    colour, least = colours(palette), 7 if palette in STRONG else 4.5
    ratios = {pair: contrast(colour[pair[0]], colour[pair[1]]) for pair in TEXT_PAIRS}
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < least} == {}


@pytest.mark.parametrize("palette", SHEETS)
def test_every_boundary_can_be_seen(palette: str) -> None:
    colour = colours(palette)
    ratios = {pair: contrast(colour[pair[0]], colour[pair[1]]) for pair in BOUNDARY_PAIRS}
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 3} == {}


@pytest.mark.parametrize("palette", STRONG)
def test_in_the_strong_palettes_even_decorating_lines_are_seen(palette: str) -> None:
    colour = colours(palette)
    assert [ground for ground in GROUNDS if contrast(colour["line"], colour[ground]) < 3] == []


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("sheet", ["palettes/dark.css", "palettes/strong.css", "palettes/strong-dark.css"])
def test_each_palette_names_every_colour(sheet: str) -> None:
    named = re.findall(r"--([a-z-]+): #", (CSS / sheet).read_text(encoding="utf-8"))
    assert named == list(COLOURS)


def test_the_sheets_use_only_the_colours_of_the_palettes() -> None:
    """But for the veil behind a dialog and the white around a QR code, which are the same in all of them."""
    sheets = [path for path in CSS.glob("*.css") if path.name != "tokens.css"]
    loose = {path.name: re.findall(r"#[0-9a-f]{3,8}\b", path.read_text(encoding="utf-8")) for path in sheets}
    assert {name: found for name, found in loose.items() if found} == {"frame.css": ["#0d1322a6"], "mine.css": ["#fff"]}


def test_every_name_used_is_defined() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in CSS.rglob("*.css"))
    used, defined = set(re.findall(r"var\((--[a-z0-9-]+)", text)), set(re.findall(r"(--[a-z0-9-]+):", text))
    assert used - defined == set()
