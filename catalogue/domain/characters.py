"""Characters folded for comparing: one width, one case, Simplified for Traditional."""

from functools import cache
from unicodedata import normalize

from opencc import OpenCC


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Simplified characters for Traditional ones. Costs about 40 ns a character, so nothing is tested beforehand."""
    converted: str = _converter().convert(text)
    return converted


def folded(text: str) -> str:
    """The text as it is compared: NFKC, lower case, Simplified, white space of any length one blank."""
    return " ".join(simplified(normalize("NFKC", text)).casefold().split())
