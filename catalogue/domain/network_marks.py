"""Marks of networks: enough to count what comes from one place in a day, and no way back to its address."""

import hashlib
import hmac
from ipaddress import ip_address, ip_network

from catalogue.clock import local_day
from catalogue.db import now

IPV6_SITE_BITS = 64


def network_mark(address: str | None, secret: str, *, purpose: str) -> str:
    """A mark of an address's network: the same all day, another tomorrow, with no way back but by the secret.

    An IPv6 household owns a whole /64, so its addresses count as one. Marks of two purposes cannot be compared.
    """
    try:
        ip = ip_address(address or "")
    except ValueError:
        return ""
    network = str(ip_network((ip, IPV6_SITE_BITS), strict=False)) if ip.version == 6 else str(ip)
    return keyed_mark(network, secret, purpose=f"{purpose}:{local_day(now())}")


def keyed_mark(text: str, secret: str, *, purpose: str) -> str:
    """32 hexadecimal digits that only the secret leads back from."""
    key = f"{secret}:{purpose}".encode()
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:32]
