"""Files a command writes: whoever reads one never sees half of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from catalogue.errors import CatalogueError


@contextmanager
def whole_file(output: Path) -> Iterator[IO[str]]:
    """A text file, written beside `output` and put there when all of it is. Raises CatalogueError."""
    try:
        with TemporaryDirectory(dir=output.parent, prefix=".catalogue-export-") as folder:
            path = Path(folder) / "export"
            with path.open("w", encoding="utf-8", newline="") as file:
                yield file
            path.replace(output)
    except OSError as error:
        raise CatalogueError(f"{output} 无法写入：{error.strerror}") from error
