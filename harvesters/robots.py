"""Honours robots.txt (RFC 9309): which addresses of a site a robot may ask for, and its Crawl-delay.

A site that has none (4xx) allows everything. One whose file cannot be read just now (5xx, and 429 as the large
crawlers have it) is left alone for a while: it may forbid everything. A host that cannot be reached at all fails
here as it would at the page itself.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from cachetools import LRUCache
from protego import Protego

from harvesters.clock import Clock
from harvesters.errors import HttpError, RobotsError
from harvesters.targets import Target

MOST_BYTES = 500 * 1024
"""What RFC 9309 wants to be read at least; what follows is ignored."""

KEPT_SECONDS = 24 * 3600.0
FAILURE_KEPT_SECONDS = 600.0
MOST_SITES = 1000
LONGEST_DELAY = 30.0
MOST_RULES = 1_000_000
"""protego notes each rule for each robot of its group, 3 seconds a million; real files stay below half of that."""

EVERYTHING_ALLOWED = Protego.parse("")


class RobotsFile(Protocol):
    """What a robots.txt says to everybody."""

    def can_fetch(self, url: str, user_agent: str) -> bool: ...

    def crawl_delay(self, user_agent: str) -> float | None: ...


@dataclass(frozen=True)
class Wishes:
    """What is known about a site until a moment: its file, or why that could not be had."""

    known: RobotsFile | HttpError
    until: float


class Robots:
    """The wishes of sites, each asked for once in a while.

    `fetch` is given the address of a robots.txt and returns its first bytes. It raises HttpError.
    """

    def __init__(self, fetch: Callable[[str], bytes], *, product: str, clock: Clock) -> None:
        self._fetch = fetch
        self._product = product
        self._clock = clock
        self._sites: LRUCache[str, Wishes] = LRUCache(MOST_SITES)
        self._lock = Lock()

    def delay(self, target: Target) -> float:
        """The seconds the site wants between two requests. Raises RobotsError for an address it keeps us from."""
        file = self._file(target)
        if not file.can_fetch(target.url, self._product):
            raise RobotsError(f"网站的 robots.txt 不允许采集这个地址：{target.url}")
        return min(file.crawl_delay(self._product) or 0.0, LONGEST_DELAY)

    def _file(self, target: Target) -> RobotsFile:
        with self._lock:
            wishes = self._sites.get(target.site)
        if wishes is None or wishes.until < self._clock.elapsed():
            wishes = self._ask(target.site)
            with self._lock:
                self._sites[target.site] = wishes
        if isinstance(wishes.known, HttpError):
            raise copy(wishes.known)
        return wishes.known

    def _ask(self, site: str) -> Wishes:
        now = self._clock.elapsed()
        try:
            return Wishes(read_robots(self._fetch(f"{site}/robots.txt")), now + KEPT_SECONDS)
        except HttpError as error:
            if error.status is None:
                return Wishes(error, now + FAILURE_KEPT_SECONDS)
            if error.status < 500 and error.status != 429:
                return Wishes(EVERYTHING_ALLOWED, now + KEPT_SECONDS)
            unreadable = RobotsError(
                f"暂时读不到网站的 robots.txt（服务器回答 {error.status}），稍后再采集：{site}", status=error.status
            )
            return Wishes(unreadable, now + FAILURE_KEPT_SECONDS)


def read_robots(content: bytes) -> RobotsFile:
    """The rules in a robots.txt; whatever is no rule is ignored, as the RFC wants. Raises RobotsError for too many."""
    text = content[:MOST_BYTES].decode("utf-8-sig", errors="replace")
    lines = text.splitlines()
    robots = sum(line.strip().lower().startswith("user") for line in lines)
    if robots * len(lines) > MOST_RULES:
        raise RobotsError("网站的 robots.txt 里机器人和规则多得无法解读，所以不采集这个网站")
    return Protego.parse(text)
