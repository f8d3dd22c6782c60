"""The page of something that was here, or was refused, and is not to be shown."""

from flask import render_template

from catalogue.models import Collection, Lecture, Resource


def gone_page(what: str, thing: Resource | Lecture | Collection) -> tuple[str, int]:
    """410 with the reason; `what` is the Chinese word for the kind of thing.

    A refused thing never was public, so its title, which may be why it was refused, is not shown.
    """
    refused = thing.state == "refused"
    reason = "" if isinstance(thing, Collection) else thing.reason
    title = "" if refused else thing.title
    return render_template("errors/gone.html", what=what, title=title, refused=refused, reason=reason), 410
