"""Whether somebody reads: what programs fetch is not counted among what people look at."""

import re

from flask import request

ROBOTS = re.compile(
    r"(?<!cu)bot\b|(?<!cu)bot[/;_-]|spider|crawl|slurp|scrap|archiver|monitor|preview|fetch|headless|lighthouse|"
    r"facebookexternalhit|curl|wget|httpie|python|java/|okhttp|go-http|libwww|httpclient",
    re.IGNORECASE,
)
"""What programs call themselves, roughly: those that pass for browsers are counted with them. CUBOT makes phones."""
LONGEST = 400
"""Characters of a browser's name that are looked at."""


def somebody_reads() -> bool:
    """Whether this request is a person's who looks at something now: no robot, no browser that looks ahead."""
    browser = request.user_agent.string[:LONGEST]
    ahead = "Sec-Purpose" in request.headers
    return request.method == "GET" and not ahead and bool(browser) and not ROBOTS.search(browser)
