"""Why what a member hands in is not taken in; nothing of it is kept then."""

from catalogue.errors import CatalogueError


class NothingChanged(CatalogueError):
    """What was handed in says what stood there before."""

    def __init__(self) -> None:
        super().__init__("内容没有改动，不需要提交。")


class NotTakenIn(CatalogueError):
    """The words cannot be taken in as they are; `field` of the form is where to mend them."""

    def __init__(self, message: str, field: str = "url") -> None:
        super().__init__(message)
        self.field = field
