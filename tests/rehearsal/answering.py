"""The ways in which a host answers badly; behaviours are made of them. Each returns an answer for Site.answers."""

import gzip
import select
import socket
import struct
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from itertools import cycle

from tests.harvesters.loopback import Answer, write

Way = Callable[[BaseHTTPRequestHandler], None]
LONG = 600.0
CHUNK = bytes(64 * 1024)


def answer(body: str | bytes, content_type: str, **headers: str) -> Answer:
    """A good answer; header names are written with underscores for hyphens."""
    content = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(content, headers={"Content-Type": content_type, **named})


def failing(status: int, **headers: str) -> Answer:
    """An answer of another status than 200, with a page that says nothing."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(b"<h1>error</h1>", status, {"Content-Type": "text/html", **named})


def redirect(location: str) -> Answer:
    """A redirect whose address is written in UTF-8, as servers do and http.server does not."""
    return Answer(status=302, headers={"Location": location.encode().decode("latin-1")})


def in_turn(*answers: Answer | Way) -> Way:
    """The first request gets the first answer, the next the next, and after the last it begins again."""
    turns = cycle(answers)

    def way(handler: BaseHTTPRequestHandler) -> None:
        give(handler, next(turns))

    return way


def after(seconds: float, late: Answer | Way) -> Way:
    """Says nothing for a while; a visitor who leaves meanwhile gets nothing."""

    def way(handler: BaseHTTPRequestHandler) -> None:
        if not has_left(handler, seconds):
            give(handler, late)

    return way


def silent(handler: BaseHTTPRequestHandler) -> None:
    """Never answers."""
    has_left(handler, LONG)


def silent_half_way(whole: Answer) -> Way:
    """Sends half of the body and then nothing more, the connection left open."""

    def way(handler: BaseHTTPRequestHandler) -> None:
        send_half(handler, whole)
        has_left(handler, LONG)

    return way


def reset_half_way(whole: Answer) -> Way:
    """Sends half of the body and then breaks the connection off (TCP reset)."""

    def way(handler: BaseHTTPRequestHandler) -> None:
        send_half(handler, whole)
        no_lingering = struct.pack("ii", 1, 0)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, no_lingering)
        handler.connection.close()
        raise ConnectionResetError

    return way


def dribbling(whole: Answer, seconds: float) -> Way:
    """Sends the body a byte at a time."""

    def way(handler: BaseHTTPRequestHandler) -> None:
        send_head(handler, whole)
        for byte in whole.body:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            if has_left(handler, seconds):
                return

    return way


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Sends a body that never ends, as fast as it is taken."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/csv")
    handler.end_headers()
    while True:
        handler.wfile.write(CHUNK)


def with_length(whole: Answer, length: int) -> Answer:
    """The answer with a Content-Length that is not its own."""
    return Answer(whole.body, whole.status, {**whole.headers, "Content-Length": str(length)})


def zipped(body: bytes, content_type: str) -> Answer:
    """An answer whose body is said to be gzip."""
    return answer(body, content_type, Content_Encoding="gzip")


def bomb(unpacked: int) -> bytes:
    """So many zero bytes as gzip, made of many small members so that writing it costs nothing."""
    member = 16 * 1024 * 1024
    return gzip.compress(bytes(member)) * (unpacked // member)


def give(handler: BaseHTTPRequestHandler, chosen: Answer | Way) -> None:
    if isinstance(chosen, Answer):
        write(handler, chosen)
    else:
        chosen(handler)


def send_head(handler: BaseHTTPRequestHandler, whole: Answer) -> None:
    write(handler, Answer(status=whole.status, headers={**whole.headers, "Content-Length": str(len(whole.body))}))
    handler.wfile.flush()


def send_half(handler: BaseHTTPRequestHandler, whole: Answer) -> None:
    send_head(handler, whole)
    handler.wfile.write(whole.body[: len(whole.body) // 2])
    handler.wfile.flush()


def has_left(handler: BaseHTTPRequestHandler, seconds: float) -> bool:
    """Wait; ends early, with True, when the visitor closes the connection."""
    readable, _, _ = select.select([handler.connection], [], [], seconds)
    return bool(readable)
