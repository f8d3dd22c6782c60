"""How far the door to the network opens, how politely and how patiently."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class HttpSettings:
    """Times in seconds, sizes in bytes after decompression.

    `contact` is where the owner of a site we read can reach us (an address or an e-mail); it stands in the
    User-Agent. `total_time` bounds one answer, `patience` everything a fetch does together: waiting for the host's
    turn, attempts, redirects; no attempt starts after it. `allow_private_networks` lifts the rules on addresses and
    ports, for tests and intranets. `verify_tls` may be lifted for one source whose certificate is known to be bad.

    `at_once` and `delay` are the pace of one host: requests in flight, and time between two starts (hosts written
    as inner addresses are our own and need no delay). `pace_folder` makes all processes that name it keep the pace
    together. `kept_folder` holds answers to ask about again (ETag, Last-Modified), at most `kept_bytes` of them.
    """

    agent: str = "DigitalSkillsCatalogue/1.0"
    contact: str = ""
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    total_time: float = 120.0
    patience: float = 300.0
    max_bytes: int = 64 * 1024 * 1024
    max_redirects: int = 5
    allow_private_networks: bool = False
    verify_tls: bool = True
    obey_robots: bool = True
    attempts: int = 3
    at_once: int = 1
    delay: float = 1.0
    pace_folder: Path | None = None
    kept_folder: Path | None = None
    kept_bytes: int = 512 * 1024 * 1024

    @property
    def user_agent(self) -> str:
        """The name we give ourselves, in the form site owners know from crawlers."""
        return f"{self.agent} (+{self.contact})" if self.contact else self.agent

    @property
    def product(self) -> str:
        """The name that rules of a robots.txt may be addressed to (RFC 9309's product token)."""
        return self.agent.partition("/")[0]
