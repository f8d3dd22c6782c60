"""What may go wrong between a source and a record; every message is Chinese, for the person who reads the run."""


class RecordError(Exception):
    """An item that cannot become a record; the rest of the source goes on."""


class SourceError(Exception):
    """A source that cannot be read at all: no such file, no such page, not the promised format."""


class TokenExpired(SourceError):
    """A token that led to the next page leads nowhere any more: the source must be walked from its beginning."""


class HttpError(SourceError):
    """An address that gave no usable answer; `status` is the HTTP status when there was one."""

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status
