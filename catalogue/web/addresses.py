"""Addresses: what may stand in the path of a page, and which proxies in front are believed."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from catalogue.models.public_id import ALPHABET, LENGTH


class PublicIdConverter(BaseConverter):
    """`<public_id:...>` in a rule; anything else is simply not found, and no query is made."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"


class SlugConverter(BaseConverter):
    """`<slug:...>`: an ASCII name set by a person, or a public id."""

    regex = "[A-Za-z0-9][A-Za-z0-9_-]{0,59}"


def init_addresses(app: Flask) -> None:
    """Teach the app our path converters, and to believe as many proxies as the operator said stand in front."""
    app.url_map.converters["public_id"] = PublicIdConverter
    app.url_map.converters["slug"] = SlugConverter
    if count := int(app.config["TRUSTED_PROXIES"]):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
