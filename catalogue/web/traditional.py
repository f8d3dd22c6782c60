"""Pages in Traditional characters: the finished HTML of a Simplified page, converted by OpenCC.

The characters are Taiwan's standard ones, which readers of Hong Kong know too, and the words stay as they are (s2tw
rather than s2twp): names of courses and institutions must not become names that nobody gave them.
"""

import re
from functools import cache

from flask import Flask, Response
from opencc import OpenCC

from catalogue.languages import TRADITIONAL, language

READ_ATTRIBUTES = ("alt", r"aria-\w+", "content", r"data-[\w-]+", "label", "placeholder", "title")
"""Attributes with words for people (data- hold those for scripts); others hold addresses, codes, what was typed."""

_GAP = "\x1f"
_KEPT = re.compile(
    rf"""
    {_GAP}
    | <(script|style|textarea)\b.*?</\1>                                  # programs, data, what somebody typed
    | <(\w+)\b[^>]*\b(?:translate="no"|lang="zh-Hans")[^>]*>.*?</\2>      # what says of itself that it must stay
    | \s(?!(?:{"|".join(READ_ATTRIBUTES)})=)[\w:.-]+="[^"]*"
    """,
    re.VERBOSE | re.DOTALL,
)


def init_traditional(app: Flask) -> None:
    """Must come after what reads the finished page (ETags, compression): Flask runs the last one first."""
    app.after_request(_convert_page)


def _convert_page(response: Response) -> Response:
    if language() is TRADITIONAL and response.mimetype == "text/html":
        response.set_data(convert_html(response.get_data(as_text=True)))
    return response


def convert_html(html: str) -> str:
    """The page with its text and the attributes people read in Traditional characters, all else untouched.

    An element with translate="no" or lang="zh-Hans" is kept with everything up to its first closing tag.
    """
    kept = [found.group() for found in _KEPT.finditer(html)]
    converted = _converter().convert(_KEPT.sub(_GAP, html)).split(_GAP)
    pieces = [piece for pair in zip(converted, [*kept, ""], strict=True) for piece in pair]
    return "".join(pieces)


@cache
def _converter() -> OpenCC:
    return OpenCC("s2tw")
