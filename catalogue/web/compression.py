"""Packs what is text with gzip, for a site without a proxy in front (a proxy that packs finds it done).

zlib is in every Python and every browser; Brotli would save another tenth for one more compiled dependency.
Compression next to a secret leaks it when a stranger chooses the text beside it (BREACH). Public pages carry no
secret, and whatever does is marked `no-store`: that is sent as it is.
"""

import gzip
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request

PACKED = frozenset(
    (
        "application/atom+xml",
        "application/json",
        "application/ld+json",
        "application/manifest+json",
        "application/opensearchdescription+xml",
        "application/problem+json",
        "application/xml",
        "image/svg+xml",
        "text/calendar",
        "text/css",
        "text/html",
        "text/javascript",
        "text/plain",
        "text/xml",
    )
)
SMALLEST = 500
"""Bytes; below this the packing costs more than it saves."""
PAGE_LEVEL, FILE_LEVEL = 5, 9  # a page is packed at every request, a file once a process
FILES_KEPT = 256
NO_BODY = (204, 206, 304)


def init_compression(app: Flask) -> None:
    """Must come before everything else that works on finished answers: Flask runs the first one last."""
    app.after_request(_pack)


def _pack(response: Response) -> Response:
    if response.mimetype not in PACKED or response.cache_control.no_store:
        return response
    response.vary.add("Accept-Encoding")
    _weaken_etag(response)
    if response.status_code in NO_BODY or response.content_encoding or not request.accept_encodings["gzip"]:
        return response
    if request.endpoint == "static" and response.direct_passthrough:
        _pack_file(response, Path(str(current_app.static_folder)) / str((request.view_args or {})["filename"]))
    elif response.is_sequence and (response.content_length or 0) >= SMALLEST:
        response.set_data(gzip.compress(response.get_data(), PAGE_LEVEL, mtime=0))
        response.content_encoding = "gzip"
    return response


def _weaken_etag(response: Response) -> None:
    """Packed or not, it is the same thing to a reader, but not the same bytes (RFC 9110, 8.8.1)."""
    etag, _ = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)


def _pack_file(response: Response, path: Path) -> None:
    packed = _packed_file(path, path.stat().st_mtime_ns)
    response.response.close()  # type: ignore[union-attr]  # the open file that would have been sent
    response.direct_passthrough = False
    response.set_data(packed)
    response.content_encoding = "gzip"


@lru_cache(maxsize=FILES_KEPT)
def _packed_file(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), FILE_LEVEL, mtime=0)
