"""The network as harvests of this site may use it."""

from collections.abc import Mapping
from typing import Any

from harvesters.http import Http, HttpSettings


def http_door(settings: Mapping[str, Any], *, verify_tls: bool = True) -> Http:
    """A door with the bounds the site's settings give; without `verify_tls` any certificate will do."""
    return Http(
        HttpSettings(
            contact=settings["CONTACT_EMAIL"] or settings["BASE_URL"],
            max_bytes=settings["FETCH_MAX_MEGABYTES"] * 1024 * 1024,
            allow_private_networks=settings["ALLOW_PRIVATE_NETWORKS"],
            verify_tls=verify_tls,
        )
    )
