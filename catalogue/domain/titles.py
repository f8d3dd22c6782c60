"""Titles as the matching compares them."""

from unicodedata import normalize


def title_key(title: str) -> str:
    """The letters and digits of a title, folded; numerals stay, so that parts of a series never meet."""
    return "".join(character for character in normalize("NFKC", title).casefold() if character.isalnum())
