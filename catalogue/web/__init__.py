"""What people see: the pages, one file an area."""

from flask import Flask


def init_web(app: Flask) -> None:
    """Register every page."""
