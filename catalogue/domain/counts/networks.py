"""Networks: whose address is whose, as far as counts are concerned."""

from ipaddress import ip_address, ip_network

IPV6_SITE_BITS = 64


def network_of(address: str | None) -> str:
    """The network an address counts for: an IPv6 household owns a whole /64. Empty for what is no address."""
    try:
        ip = ip_address(address or "")
    except ValueError:
        return ""
    return str(ip_network((ip, IPV6_SITE_BITS), strict=False)) if ip.version == 6 else str(ip)
