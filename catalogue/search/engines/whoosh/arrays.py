"""Named NumPy arrays in one file, written once and mapped into memory, so that all processes share one copy."""

import json
from collections.abc import Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy as np

MAGIC = b"CATALOG1"
ALIGNMENT = 64
LENGTH_BYTES = 8

Array = np.ndarray[Any, np.dtype[Any]]
Arrays = dict[str, Array]


class TornFile(ValueError):
    """The file is not whole, or not one of these."""


def write_arrays(path: Path, arrays: Mapping[str, Array], about: Mapping[str, Any]) -> None:
    """Write one-dimensional arrays, with a few words `about` them that JSON can hold."""
    shapes = {name: [array.dtype.str, len(array)] for name, array in arrays.items()}
    header = json.dumps({"arrays": shapes, "about": about}, ensure_ascii=False).encode()
    with path.open("wb") as file:
        file.write(MAGIC + len(header).to_bytes(LENGTH_BYTES, "little") + header)
        for array in arrays.values():
            file.write(b"\0" * (-file.tell() % ALIGNMENT))
            file.write(np.ascontiguousarray(array).data)


def read_arrays(path: Path) -> tuple[Arrays, dict[str, Any]]:
    """The arrays, mapped read-only, and what is written about them. Raises OSError and TornFile."""
    with path.open("rb") as file:
        if path.stat().st_size < len(MAGIC) + LENGTH_BYTES:
            raise TornFile(str(path))
        whole = mmap(file.fileno(), 0, access=ACCESS_READ)
    start = len(MAGIC) + LENGTH_BYTES
    end = start + int.from_bytes(whole[len(MAGIC) : start], "little")
    if whole[: len(MAGIC)] != MAGIC or end > len(whole):
        raise TornFile(str(path))
    try:
        header = json.loads(whole[start:end])
        return _mapped(whole, end, header["arrays"]), header["about"]
    except (ValueError, KeyError, TypeError) as error:
        raise TornFile(str(path)) from error


def _mapped(whole: mmap, position: int, shapes: Mapping[str, tuple[str, int]]) -> Arrays:
    arrays = {}
    for name, (kind, count) in shapes.items():
        position += -position % ALIGNMENT
        arrays[name] = np.frombuffer(whole, np.dtype(kind), count, position) if count else np.empty(0, kind)
        position += arrays[name].nbytes
    if position > len(whole):
        raise TornFile("the file ends early")
    return arrays
