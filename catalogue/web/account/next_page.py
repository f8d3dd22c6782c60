"""Where somebody goes on to who was stopped to sign in, to give a code, to accept an invitation."""

from flask import request, url_for

from catalogue.web.display import own_path


def next_page() -> str:
    """Where the person wanted to go, where it surely stays on this site; else to the account."""
    wanted = request.values.get("next", "")
    return own_path(wanted) if wanted else url_for("account.index")
