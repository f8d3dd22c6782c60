"""Files on code hosting sites: the address programs read them at, and the page people read them on."""

import re

RAW = re.compile(r"https://raw\.githubusercontent\.com/([^/]+)/([^/]+)/(?:refs/heads/)?([^/]+)/(.+)")
PAGE = re.compile(r"(https://(?:github\.com|gitee\.com)/[^/]+/[^/]+)/blob/(.+)")


def raw_address(address: str) -> str:
    """Where the text of a file shown on a page is; other addresses as they are."""
    return PAGE.sub(r"\1/raw/\2", address)


def page_address(address: str) -> str:
    """The page that shows a raw file; other addresses as they are."""
    return RAW.sub(r"https://github.com/\1/\2/blob/\3/\4", address)
