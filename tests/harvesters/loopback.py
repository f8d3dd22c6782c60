"""A web server on loopback that answers what a test tells it to, and remembers what it was asked."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from harvesters.clock import Clock
from harvesters.connections import resolve as system_resolve
from harvesters.destinations import Resolve
from harvesters.http import Http, HttpSettings


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Behaviour = Callable[[BaseHTTPRequestHandler], None]


ROBOTS = "/robots.txt"


class Site:
    """Answers by path with query, else by path alone, else 404. An answer may also be code that writes it.

    `requests` are the paths asked for, `asked` the methods and paths, each without robots.txt, which comes before
    everything and is counted apart. `headers` are those of each request, lower-case; `bodies` what was posted.
    `connections` are told apart by the port they come from; a site that speaks HTTP/1.1 keeps them open.
    """

    def __init__(self, protocol: str = "HTTP/1.0", *, port: int = 0) -> None:
        self._protocol = protocol
        self.connections: set[int] = set()
        self.answers: dict[str, Answer | Behaviour] = {}
        self.requests: list[str] = []
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        self.robots_asked = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def methods(self) -> list[str]:
        return [line.partition(" ")[0] for line in self.asked]

    @property
    def forms(self) -> list[dict[str, str]]:
        """The fields of each form that was posted."""
        return [dict(parse_qsl(body.decode(), keep_blank_values=True)) for body in self.bodies]

    def serve(self, path: str, body: bytes | str, content_type: str = "text/plain") -> str:
        """Answer a path with a body from now on; returns its address."""
        content = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(content, headers={"Content-Type": content_type})
        return self.url + path

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _remember(self, request: BaseHTTPRequestHandler) -> None:
        if request.path == ROBOTS:
            self.robots_asked += 1
            return
        self.connections.add(request.client_address[1])
        self.requests.append(request.path)
        self.asked.append(f"{request.command} {request.path}")
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        if length := request.headers.get("Content-Length"):
            self.bodies.append(request.rfile.read(int(length)))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = site._protocol
            wbufsize = -1  # one segment for head and body, else each answer waits 40 ms for an acknowledgement

            def do_GET(self) -> None:
                site._remember(self)
                missing = Answer(status=404)
                answer = site.answers.get(self.path) or site.answers.get(self.path.partition("?")[0], missing)
                if isinstance(answer, Answer):
                    write(self, answer)
                else:
                    answer(self)

            do_HEAD = do_GET
            do_POST = do_GET

            def log_message(self, *arguments: object) -> None:
                """Stay quiet."""

        return Handler


def write(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    handler.send_response(answer.status)
    for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(answer.body)


def validated(body: bytes, **headers: str) -> Behaviour:
    """An answer that carries validators (etag, last_modified) and is a 304 to those who bring one of them along."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}

    def behave(handler: BaseHTTPRequestHandler) -> None:
        brought = {handler.headers.get("If-None-Match"), handler.headers.get("If-Modified-Since")} - {None}
        good = bool(brought & set(named.values()))
        write(handler, Answer(b"" if good else body, status=304 if good else 200, headers=named))

    return behave


def in_turn(*answers: Answer) -> Behaviour:
    """These answers one after the other, the last one for ever."""
    left = list(answers)

    def behave(handler: BaseHTTPRequestHandler) -> None:
        write(handler, left.pop(0) if len(left) > 1 else left[0])

    return behave


def local_door(*, resolve: Resolve = system_resolve, clock: Clock | None = None, **settings: Any) -> Http:
    """A door that may go to loopback, in no hurry to be polite and told of failures at the first attempt."""
    chosen = {"allow_private_networks": True, "attempts": 1, "delay": 0.0, **settings}
    return Http(HttpSettings(**chosen), resolve=resolve, clock=clock)
