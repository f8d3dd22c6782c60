"""One host of the rehearsal: a loopback site at a port of its own, every request to which is logged."""

from contextlib import suppress
from http.server import BaseHTTPRequestHandler

from tests.harvesters.loopback import Site
from tests.rehearsal.log import Entry, Log


class Host(Site):
    """`unit` is how many seconds a second lasts here: tests rehearse long waits in short ones."""

    def __init__(self, name: str, log: Log, *, unit: float = 1.0, port: int = 0) -> None:
        self.name = name
        self.unit = unit
        self._log = log
        super().__init__(port=port)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        host = self

        class Logged(super()._handler()):  # type: ignore[misc]
            wbufsize = 1 << 20  # the end of a request is noted before its answer leaves the buffer
            entry: Entry

            def do_GET(self) -> None:
                with host._log.noting(host.name, self.path) as self.entry:
                    super().do_GET()

            do_HEAD = do_POST = do_GET

            def send_response(self, code: int, message: str | None = None) -> None:
                self.entry.status = code
                super().send_response(code, message)

            def handle(self) -> None:
                with suppress(ConnectionError):  # visitors may leave before they are answered
                    super().handle()

            def finish(self) -> None:
                with suppress(ConnectionError):
                    super().finish()

        return Logged
