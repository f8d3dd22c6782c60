"""Marks of networks: enough to count what comes from one place in a day, and no way back to its address."""

import hashlib
import hmac

from catalogue.clock import local_day
from catalogue.db import now
from catalogue.domain.counts.networks import network_of


def network_mark(address: str | None, secret: str, *, purpose: str) -> str:
    """A mark of an address's network: the same all day, another tomorrow, with no way back but by the secret.

    Marks of two purposes cannot be compared. Empty for what is no address.
    """
    network = network_of(address)
    return keyed_mark(network, secret, purpose=f"{purpose}:{local_day(now())}") if network else ""


def keyed_mark(text: str, secret: str, *, purpose: str) -> str:
    """32 hexadecimal digits that only the secret leads back from."""
    key = f"{secret}:{purpose}".encode()
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:32]
