"""Addresses: what may stand in the path of a page, how pages write them, and which proxies in front are believed."""

from functools import lru_cache
from typing import Any

from flask import Flask, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from catalogue.models.public_id import ALPHABET, LENGTH

ADDRESSES_KEPT = 4096


class PublicIdConverter(BaseConverter):
    """`<public_id:...>` in a rule; anything else is simply not found, and no query is made."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"


class SlugConverter(BaseConverter):
    """`<slug:...>`: an ASCII name set by a person, or a public id."""

    regex = "[A-Za-z0-9][A-Za-z0-9_-]{0,59}"


def kept_url_for(endpoint: str, **values: Any) -> str:
    """`url_for` for templates: a page has dozens of the same few addresses, and each costs 30 microseconds to build."""
    if endpoint.startswith(".") or not all(isinstance(value, str | int) for value in values.values()):
        return current_app.url_for(endpoint, **values)
    return _address(request.script_root, endpoint, tuple(values.items()))


@lru_cache(maxsize=ADDRESSES_KEPT)
def _address(_root: str, endpoint: str, values: tuple[tuple[str, str | int], ...]) -> str:
    """The root is part of the key because what stands before a path (the language, say) goes into the address."""
    arguments: dict[str, Any] = dict(values)
    return current_app.url_for(endpoint, **arguments)


def init_addresses(app: Flask) -> None:
    """Our path converters, our url_for in templates, and as many proxies believed as the operator said there are."""
    app.url_map.converters["public_id"] = PublicIdConverter
    app.url_map.converters["slug"] = SlugConverter
    app.jinja_env.globals["url_for"] = kept_url_for
    if count := int(app.config["TRUSTED_PROXIES"]):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
