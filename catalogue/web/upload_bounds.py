"""How large a request may be where files are sent; everywhere else MAX_CONTENT_LENGTH bounds it."""

from flask import request

MEGABYTE = 1024 * 1024


def allow_megabytes(megabytes: int) -> None:
    """Let this request be larger, before its form is read.

    The token of the form is looked for before the view is called, so this belongs in a blueprint's
    `url_value_preprocessor`. Files go to the disk as they come; what is typed stays bounded as in any other form.
    """
    request.max_content_length = megabytes * MEGABYTE
