"""The engine that ships: a Whoosh index in the instance folder, scored and counted by our own code."""

from catalogue.search.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
