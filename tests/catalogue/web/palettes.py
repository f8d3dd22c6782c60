"""The palettes as the style sheets write them, and contrast as WCAG 2.2 computes it."""

import re
from pathlib import Path

CSS = Path(__file__).parents[3] / "catalogue" / "static" / "css"
SHEETS = {
    "light": ("tokens.css",),
    "dark": ("tokens.css", "palettes/dark.css"),
    "elder and high contrast": ("tokens.css", "palettes/strong.css"),
    "elder and high contrast, dark": (
        "tokens.css",
        "palettes/dark.css",
        "palettes/strong.css",
        "palettes/strong-dark.css",
    ),
}
"""The sheets that make up a palette, in the order a page links them."""
_COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{3}|#[0-9a-f]{6});")


def colours(palette: str) -> dict[str, str]:
    """The colours of a palette as #rrggbb; the later sheet wins."""
    found: dict[str, str] = {}
    for sheet in SHEETS[palette]:
        found.update(_COLOUR.findall((CSS / sheet).read_text(encoding="utf-8")))
    return {name: _long(value) for name, value in found.items()}


def _long(value: str) -> str:
    return value if len(value) == 7 else "#" + "".join(digit * 2 for digit in value[1:])


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two #rrggbb colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
