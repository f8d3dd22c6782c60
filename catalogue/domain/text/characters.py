"""Characters folded for comparing: one width, one case, Simplified for Traditional."""

from unicodedata import normalize

from harvesters.formats.characters import simplified as simplified


def folded(text: str) -> str:
    """The text as it is compared: NFKC, lower case, Simplified, white space of any length one blank."""
    return " ".join(simplified(normalize("NFKC", text)).casefold().split())
