"""Unpacks gzip files within bounds: a small file may hide an endless one."""

import zlib

from harvesters.errors import SourceError

MAGIC = b"\x1f\x8b"
GZIP_HEADER = 16 + zlib.MAX_WBITS


def unpacked(content: bytes, *, limit: int) -> bytes:
    """The content of a gzip file of at most `limit` bytes, anything else as it is. Raises SourceError."""
    if not content.startswith(MAGIC):
        return content
    unpacking = zlib.decompressobj(wbits=GZIP_HEADER)
    try:
        data = unpacking.decompress(content, limit + 1)
    except zlib.error as error:
        raise SourceError("压缩文件（gzip）损坏，无法读取") from error
    if len(data) > limit:
        raise SourceError(f"压缩文件（gzip）展开后超过 {limit / (1024 * 1024):g} MB")
    if not unpacking.eof:
        raise SourceError("压缩文件（gzip）不完整，可能没有传输完")
    return data
