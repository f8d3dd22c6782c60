"""Where harvesters may go: public addresses and the ports of the web, so that nobody's address leads into our network.

The ranges are those of IANA's special-purpose address registries (RFC 6890 and what came after), by what they are for.
"""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]
"""The numeric addresses of a name, the preferred one first. Raises OSError when there are none."""

PORTS = frozenset({80, 443, 8000, 8080, 8443})
"""What web servers listen at; others belong to mail, databases and the like, which must not be poked."""

_RANGES = tuple(
    (ip_network(network), why)
    for why, networks in {
        "本机地址": ("127.0.0.0/8", "::1/128"),
        "内网地址": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"),
        "链路本地地址": ("169.254.0.0/16", "fe80::/10"),
        "运营商内部地址": ("100.64.0.0/10",),
        "组播地址": ("224.0.0.0/4", "ff00::/8"),
        "未指定地址": ("0.0.0.0/8", "::/128"),
        "保留地址": (
            *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"),
            *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4"),
            *("100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "2620:4f:8000::/48"),
        ),
        "地址转换用的地址": ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "::ffff:0:0:0/96"),
    }.items()
    for network in networks
)
_COMPATIBLE = IPv6Network("::/96")
"""The long abandoned way to write IPv4 within IPv6, which some systems still understand."""


def refusal(address: Address) -> str:
    """Why an address may not be asked, in Chinese; empty when it is a public one."""
    if isinstance(address, IPv6Address) and (inner := _ipv4_within(address)) is not None:
        return refusal(inner) or "IPv4 兼容地址"
    return next((why for network, why in _RANGES if address.version == network.version and address in network), "")


def _ipv4_within(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    compatible = address in _COMPATIBLE and int(address) > 1
    return IPv4Address(int(address)) if compatible else None


def first_refusal(numeric: Iterable[str]) -> str:
    """Why one of the addresses of a name may not be asked: a name with a single inner address is refused whole."""
    return next((why for one in numeric if (why := refusal(ip_address(one.partition("%")[0])))), "")


def is_inner(host: str) -> bool:
    """Whether a host as it stands in an address names our own network: localhost, or an address that is not public."""
    try:
        return bool(refusal(ip_address(host.strip("[]").partition("%")[0])))
    except ValueError:
        return host == "localhost"
