"""The engine that ships: a Whoosh index in the instance folder, scored and counted by our own code."""

import warnings

with warnings.catch_warnings():  # Whoosh's source has invalid escapes, which newer Pythons report when compiling it
    warnings.simplefilter("ignore")
    from catalogue.search.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
