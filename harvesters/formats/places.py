"""Where an adapter that reads one file gets it: a local file the run names, or what the source's address answers."""

import io
from pathlib import Path
from typing import BinaryIO

from harvesters.errors import SourceError
from harvesters.http import Http
from harvesters.record import Options


def open_place(http: Http, options: Options) -> BinaryIO:
    """The bytes of `file`, else of `url`. Raises SourceError."""
    if options.get("file"):
        try:
            return Path(str(options["file"])).open("rb")
        except (OSError, ValueError) as error:
            raise SourceError(f"打不开文件：{str(options['file'])[:300]}") from error
    if options.get("url"):
        return io.BytesIO(http.get(str(options["url"])).content)
    raise SourceError("没有给出来源：需要一个文件或地址")
