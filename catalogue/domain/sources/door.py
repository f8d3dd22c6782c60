"""The network as harvests of this site may use it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from harvesters.http import Http, HttpSettings

MEGABYTE = 1024 * 1024


def http_door(settings: Mapping[str, Any], *, verify_tls: bool = True) -> Http:
    """A door by the site's settings; all processes of the site keep the pace of a host together.

    `verify_tls` is lifted for a single source only, by an administrator's decision.
    """
    instance = Path(settings["INSTANCE"])
    keeps = settings["FETCH_KEPT_MEGABYTES"] > 0
    return Http(
        HttpSettings(
            contact=settings["CONTACT_EMAIL"] or settings["BASE_URL"],
            max_bytes=settings["FETCH_MAX_MEGABYTES"] * MEGABYTE,
            allow_private_networks=settings["ALLOW_PRIVATE_NETWORKS"],
            verify_tls=verify_tls,
            attempts=settings["FETCH_ATTEMPTS"],
            at_once=max(1, settings["FETCH_AT_ONCE"]),
            delay=settings["FETCH_DELAY_SECONDS"],
            pace_folder=instance / "pace",
            kept_folder=instance / "fetched" if keeps else None,
            kept_bytes=settings["FETCH_KEPT_MEGABYTES"] * MEGABYTE,
        )
    )
