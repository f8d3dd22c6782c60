"""Where things stand on this site: their paths, and absolute addresses for everything that leaves it."""

from flask import current_app, has_request_context, request

from catalogue.languages import in_language
from catalogue.models import Collection, Institution, Lecture, Resource

Placed = Resource | Lecture | Collection | Institution


def path_of(thing: Placed) -> str:
    """The path of a thing's page, in the language of the request."""
    if isinstance(thing, Collection):
        return in_language(f"/collections/{thing.slug}")
    if isinstance(thing, Institution):
        return in_language(f"/institutions/{thing.address_name}")
    if isinstance(thing, Lecture):
        return in_language(f"/lectures/{thing.public_id}")
    return path_of_resource(thing.public_id)


def path_of_resource(public_id: str) -> str:
    """The same for a resource of which only the public id is known."""
    return in_language(f"/resources/{public_id}")


def absolute(path: str) -> str:
    """A path under BASE_URL, else under the host the request was sent to, else as it is."""
    base = str(current_app.config["BASE_URL"]) or (request.host_url if has_request_context() else "")
    return base.rstrip("/") + path


def address_of(thing: Placed) -> str:
    """The absolute address of a thing's page."""
    return absolute(path_of(thing))
