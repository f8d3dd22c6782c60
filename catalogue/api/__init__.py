"""What machines see: JSON, feeds, calendars, sitemap."""

from flask import Flask


def init_api(app: Flask) -> None:
    """Register every machine's address."""
