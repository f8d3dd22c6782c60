"""The production server as a real process on loopback."""

import http.client
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PATIENCE_SECONDS = 180.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(instance: Path) -> Iterator[int]:
    """An empty site served by a process that is told to stop at the end; the port."""
    port = free_port()
    environment = {**os.environ, "CATALOGUE_INSTANCE": str(instance), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "catalogue"]
    subprocess.run([*command, "init", "--empty"], env=environment, check=True, capture_output=True)
    server = subprocess.Popen([*command, "serve", "--port", str(port), "--workers", "1"], env=environment)
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with served(tmp_path_factory.mktemp("served")) as port:
        yield port


def wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.2)


def ask(port: int, line: bytes) -> tuple[int, str]:
    """Send a raw request line and return the status and the body."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(line + b"\r\nHost: localhost\r\n\r\n")
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        return answer.status, answer.read().decode()


def test_an_empty_site_is_served(port: int) -> None:
    status, page = ask(port, b"GET / HTTP/1.1")

    assert (status, "<h1>" in page) == (200, True)


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        (b"GET /search?q=" + b"a" * 10_000 + b" HTTP/1.1", 414, "网址太长"),
        ("GET /search?q=手机 HTTP/1.1".encode(), 400, "需要编码"),
        (b"NONSENSE", 400, "回到首页"),
    ],
)
def test_what_no_page_sees_is_refused_in_chinese(port: int, line: bytes, status: int, words: str) -> None:
    answered, page = ask(port, line)

    assert (answered, words in page) == (status, True)


def test_what_was_looked_for_in_vain_outlives_the_server(tmp_path: Path) -> None:
    with served(tmp_path) as port:
        ask(port, b"GET /api/v1/search?q=kubernetes HTTP/1.1")

    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as database:
        assert database.execute("select text, count from failed_query").fetchall() == [("kubernetes", 1)]
