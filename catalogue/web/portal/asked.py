"""What lists of an institution are asked for in their addresses."""

from flask import request

FARTHEST = 100_000


def asked_page() -> int:
    """The page asked for, counted from 1; whatever is no number counts as the first."""
    text = request.args.get("page", "")[:6]
    return min(FARTHEST, max(1, int(text))) if text.isascii() and text.isdigit() else 1
