"""What people see: the pages, one file an area."""

from flask import Flask
from jinja2 import StrictUndefined

from catalogue.web import (
    about,
    collections,
    covers,
    display,
    help,
    home,
    install,
    institutions,
    lectures,
    mine,
    numbers,
    reports,
    resources,
    search,
    sharing,
    styleguide,
)
from catalogue.web.addresses import init_addresses
from catalogue.web.assets import init_assets
from catalogue.web.caching import init_caching
from catalogue.web.compression import init_compression
from catalogue.web.display import init_display
from catalogue.web.errors import init_errors
from catalogue.web.fragments import init_fragments
from catalogue.web.headers import init_headers
from catalogue.web.languages import init_languages
from catalogue.web.origin import init_origin
from catalogue.web.permissions import init_permissions
from catalogue.web.rate_limits import init_rate_limits
from catalogue.web.rendering import init_rendering
from catalogue.web.signed_in import init_signed_in
from catalogue.web.traditional import init_traditional
from catalogue.web.work import init_work

AREAS = (
    home,
    search,
    resources,
    collections,
    lectures,
    institutions,
    about,
    numbers,
    help,
    display,
    styleguide,
    mine,
    sharing,
    reports,
    install,
    covers,
)


def init_web(app: Flask) -> None:
    """Register every page."""
    app.jinja_env.undefined = StrictUndefined
    init_compression(app)
    init_caching(app)
    init_addresses(app)
    init_assets(app)
    init_languages(app)
    init_fragments(app)
    init_rendering(app)
    init_origin(app)
    init_signed_in(app)
    init_permissions(app)
    init_rate_limits(app)
    init_display(app)
    init_headers(app)
    init_errors(app)
    init_traditional(app)
    for area in AREAS:
        app.register_blueprint(area.pages)
    init_work(app)
