"""A mail server on loopback (RFC 5321) that takes or refuses what a test tells it to, and keeps what it took."""

import base64
import socketserver
import ssl
import subprocess
import threading
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path


@dataclass
class Behaviour:
    """`refusals` answer a recipient's address; `hang_up_after_data` closes once a message is taken, unanswered.

    `tls` offers STARTTLS with a certificate; `password` is the one of anybody, empty: nobody needs one.
    """

    refusals: dict[str, str] = field(default_factory=dict)
    hang_up_after_data: bool = False
    tls: ssl.SSLContext | None = None
    password: str = ""


class MailServer:
    """`taken` are the messages, `spoken` the commands, each with whether it came encrypted."""

    def __init__(self) -> None:
        self.behaviour = Behaviour()
        self.taken: list[EmailMessage] = []
        self.spoken: list[tuple[str, bool]] = []
        server = self

        class Handler(_Conversation):
            mail_server = server

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def recipients(self) -> list[str]:
        return [str(message["To"]) for message in self.taken]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Conversation(socketserver.StreamRequestHandler):
    mail_server: MailServer
    encrypted = False
    goes_on = True

    def handle(self) -> None:
        self._say("220 loopback")
        while self.goes_on and (line := self.rfile.readline()):
            verb, _, rest = line.decode().strip().partition(" ")
            self.mail_server.spoken.append((verb.upper(), self.encrypted))
            getattr(self, f"do_{verb.lower()}", self._unknown)(rest)

    def do_ehlo(self, _name: str) -> None:
        tls = self.mail_server.behaviour.tls is not None and not self.encrypted
        password = bool(self.mail_server.behaviour.password)
        self._say(
            "\r\n".join(["250-loopback", *["250-STARTTLS"] * tls, *["250-AUTH PLAIN"] * password, "250 8BITMIME"])
        )

    def do_starttls(self, _rest: str) -> None:
        self._say("220 go on")
        assert self.mail_server.behaviour.tls
        self.connection = self.mail_server.behaviour.tls.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile, self.encrypted = self.connection.makefile("rb"), self.connection.makefile("wb", 0), True

    def do_auth(self, rest: str) -> None:
        _, _, password = base64.b64decode(rest.partition(" ")[2]).decode().split("\0")
        self._say("235 welcome" if password == self.mail_server.behaviour.password else "535 wrong password")

    def do_mail(self, _rest: str) -> None:
        self._say("250 ok")

    def do_rcpt(self, rest: str) -> None:
        address = rest.partition("<")[2].partition(">")[0]
        self._say(self.mail_server.behaviour.refusals.get(address, "250 ok"))

    def do_data(self, _rest: str) -> None:
        self._say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        text = b"".join(line.removeprefix(b".") for line in lines)
        self.mail_server.taken.append(message_from_bytes(text, policy=default))  # type: ignore[arg-type]
        if self.mail_server.behaviour.hang_up_after_data:
            self.goes_on = False
        else:
            self._say("250 taken")

    def do_rset(self, _rest: str) -> None:
        self._say("250 ok")

    def do_quit(self, _rest: str) -> None:
        self._say("221 bye")
        self.goes_on = False

    def _unknown(self, _rest: str) -> None:
        self._say("502 unknown")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate for 127.0.0.1: what a server shows, and what a client that believes it uses. Needs openssl."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=127.0.0.1"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)]
    subprocess.run([*make.split(), *names], check=True, capture_output=True)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert, key)
    return server, ssl.create_default_context(cafile=str(cert))
