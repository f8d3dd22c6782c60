"""A page that does not answer, and a door that soon leaves it, but not a good page that is late on a busy machine."""

import time
from http.server import BaseHTTPRequestHandler

from harvesters.http import HttpSettings

QUICK = HttpSettings(
    read_timeout=0.8, connect_timeout=2.0, total_time=5.0, attempts=1, delay=0.0, allow_private_networks=True
)


def hang(_handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3 * QUICK.read_timeout)
