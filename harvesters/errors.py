"""What may go wrong between a source and a record; every message is Chinese, for the person who reads the run."""


class RecordError(Exception):
    """An item that cannot become a record; the rest of the source goes on."""


class SourceError(Exception):
    """A source that cannot be read at all: no such file, no such page, not the promised format."""


class HttpError(SourceError):
    """An address that gave no usable answer; `status` is the HTTP status when there was one."""

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class OptionError(SourceError, ValueError):
    """An option a person wrote wrongly: its check raises this, and so does reading a source with it."""
