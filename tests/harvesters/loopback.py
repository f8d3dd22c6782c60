"""A web server on loopback that answers what a test tells it to, and remembers what it was asked."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Behaviour = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Answers by path with query, else by path alone, else 404. An answer may also be code that writes it."""

    def __init__(self, port: int = 0) -> None:
        self.answers: dict[str, Answer | Behaviour] = {}
        self.requests: list[str] = []
        self.user_agents: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def serve(self, path: str, body: bytes | str, content_type: str = "text/plain") -> str:
        """Answer a path with a body from now on; returns its address."""
        content = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(content, headers={"Content-Type": content_type})
        return self.url + path

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            wbufsize = -1  # one segment for head and body, else each answer waits 40 ms for an acknowledgement

            def do_GET(self) -> None:
                site.requests.append(self.path)
                site.user_agents.append(self.headers.get("User-Agent", ""))
                missing = Answer(status=404)
                answer = site.answers.get(self.path) or site.answers.get(self.path.partition("?")[0], missing)
                if isinstance(answer, Answer):
                    write(self, answer)
                else:
                    answer(self)

            def log_message(self, *arguments: object) -> None:
                """Stay quiet."""

        return Handler


def write(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    handler.send_response(answer.status)
    for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(answer.body)
