"""The page of something that was here, or was refused, and is not to be shown."""

from flask import render_template
from flask_babel import lazy_pgettext

from catalogue.models import Collection, Lecture, Resource

ONE = {
    Resource: lazy_pgettext("one", "资源"),
    Lecture: lazy_pgettext("one", "讲座"),
    Collection: lazy_pgettext("one", "专题"),
}
"""What one of them is called within a sentence."""


def gone_page(thing: Resource | Lecture | Collection) -> tuple[str, int]:
    """410 with the reason.

    A refused thing never was public, so its title, which may be why it was refused, is not shown; nor is the reason,
    which was written for whoever provides it.
    """
    refused = thing.state == "refused"
    reason = "" if refused or isinstance(thing, Collection) else thing.reason
    title = "" if refused else thing.title
    return render_template("errors/gone.html", what=ONE[type(thing)], title=title, refused=refused, reason=reason), 410
