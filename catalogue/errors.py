"""Errors people and programs are told about: what went wrong and how to mend it, in Chinese."""


class CatalogueError(Exception):
    """Something the person asked for cannot be done; the message says why and how to mend it."""


class NotFound(CatalogueError):
    """What was named does not exist."""


class Busy(CatalogueError):
    """Somebody else is at it right now; trying again later may work."""


class BadRequestArgument(CatalogueError):
    """An argument of a request that cannot be used; `name` is the argument's."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name
