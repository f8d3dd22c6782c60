"""Sites: hosts that belong together, and those that a source has kept to so far."""

from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.models import Listing, Source

SHARED_ENDINGS = frozenset(("com", "edu", "gov", "org", "net", "ac", "mil", "co", "or", "go", "jx"))
"""Second labels under a country's ending below which names are given out: edu.cn, co.uk, and jx.cn for Jiangxi."""
SAMPLE = 200
ENOUGH = 20
"""Listings from which on a source has habits."""
FEW = 3
"""Sites a source may have and still be said to keep to them; a list of links to everywhere has none."""


def host_of(address: str) -> str:
    """The host in an address, in lower case; empty for one that has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def site_of(host: str) -> str:
    """The part of a host name that its owner registered: ncu.edu.cn of jwc.ncu.edu.cn."""
    labels = host.rstrip(".").split(".")
    if len(labels) < 3 or labels[-1].isdigit():
        return host
    shared = len(labels[-1]) == 2 and labels[-2] in SHARED_ENDINGS
    return ".".join(labels[-3:] if shared else labels[-2:])


def known_sites(session: Session, source: Source) -> frozenset[str]:
    """The few sites that a source has kept to; empty when it has too few listings, or too many sites, to say."""
    of_source = select(Listing.address).where(Listing.source_id == source.id).order_by(Listing.key).limit(SAMPLE)
    addresses = session.scalars(of_source).all()
    sites = {site_of(host_of(f"//{address}")) for address in addresses}
    if len(addresses) < ENOUGH or len(sites) > FEW:
        return frozenset()
    return frozenset(sites | {site_of(host_of(source.url))})
