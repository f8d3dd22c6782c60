"""How large a sent form may be: a megabyte, but for the few that carry a file."""

from flask import request

MEGABYTE = 1024 * 1024


def allow_megabytes(megabytes: int) -> None:
    """Let this request be larger. To be called before anything reads its form, as the check of its token does."""
    request.max_content_length = megabytes * MEGABYTE
