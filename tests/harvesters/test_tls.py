"""Certificates are verified, unless an administrator lifted that for a source."""

import ssl
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import requests
from loopback import Answer, local_door, write

from harvesters.errors import HttpError, PassingError
from harvesters.exchange import tls_fault

SELF_SIGNED = Path(__file__).with_name("self_signed.pem")
"""A key and a certificate for localhost that nobody vouches for, made for these tests alone."""


class Greeter(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        write(self, Answer(b"here"))

    def log_message(self, *arguments: object) -> None:
        """Stay quiet."""


@pytest.fixture
def doubtful_url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Greeter)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(SELF_SIGNED)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"https://127.0.0.1:{server.server_port}/a"
    server.shutdown()
    server.server_close()


def test_a_certificate_nobody_vouches_for_is_refused_at_once(doubtful_url: str) -> None:
    with pytest.raises(HttpError, match="证书无效，无法安全连接") as caught:
        local_door(obey_robots=False, attempts=3).get(doubtful_url)
    assert not isinstance(caught.value, PassingError)


def test_lifting_the_check_lets_one_door_through(doubtful_url: str) -> None:
    assert local_door(verify_tls=False).get_text(doubtful_url) == "here"


def test_the_environment_cannot_lift_the_check(doubtful_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(SELF_SIGNED))
    monkeypatch.setenv("CURL_CA_BUNDLE", str(SELF_SIGNED))

    with pytest.raises(HttpError, match="证书无效"):
        local_door(obey_robots=False).get(doubtful_url)


@pytest.mark.parametrize(
    ("code", "fault"),
    [(10, "bad_certificate"), (18, "bad_certificate"), (62, "bad_certificate"), (20, "unknown_issuer")],
)
def test_a_missing_link_of_a_chain_is_told_from_a_bad_certificate(code: int, fault: str) -> None:
    verification = ssl.SSLCertVerificationError("certificate verify failed")
    verification.verify_code = code
    wrapped = requests.exceptions.SSLError("wrapped")
    wrapped.__context__ = verification

    assert tls_fault(wrapped) == fault
