"""Parameters in an address that say who shared it or where it was clicked, and nothing about what it leads to."""

from urllib.parse import urlsplit, urlunsplit

TRACKING_PARAMETERS = frozenset(
    (
        *("spm", "scm", "spm_id_from", "vd_source", "unique_k", "bbid", "from_source", "isappinstalled", "nsukey"),
        *("gclid", "fbclid", "msclkid", "yclid", "igshid", "_hsenc", "_hsmi", "mc_cid", "mc_eid"),
    )
)
TRACKING_PREFIXES = ("utm_", "pk_", "share_")


def is_tracking(name: str) -> bool:
    """Whether a parameter of this name only tracks."""
    return name.lower() in TRACKING_PARAMETERS or name.lower().startswith(TRACKING_PREFIXES)


def without_tracking(address: str) -> str:
    """The address without such parameters, otherwise as written."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    pairs = parts.query.split("&")
    kept = [pair for pair in pairs if not is_tracking(pair.partition("=")[0])]
    return address if len(kept) == len(pairs) else urlunsplit(parts._replace(query="&".join(kept)))
