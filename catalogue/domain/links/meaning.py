"""What the answer to a checked link means: it is there, it is gone, its site is in trouble, or nobody can say."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urldefrag

from catalogue.domain.text.addresses import canonical_address
from catalogue.domain.text.page_words import (
    is_front_page,
    is_login_address,
    own_title,
    says_it_is_missing,
    says_log_in,
)
from harvesters.errors import Fault, HttpError
from harvesters.formats.web_page import read_web_page
from harvesters.http import Response

Meaning = Literal["answers", "gone", "trouble", "unchecked", "postponed"]
"""`gone` counts in full, `trouble` slowly, for it passes. `unchecked`: nobody can say, now or later. `postponed`:
it was not our turn at the host, so nothing was asked."""

LOGIN_STATUSES = (401, 407)
TURNED_AWAY = (403, 405, 406, 412, 418, 451, 521, 999)
"""What sites answer programs they do not want, while browsers get the page; 412 and 521 are common in China."""
HTML = ("text/html", "application/xhtml+xml", "")

BY_FAULT: Mapping[Fault, tuple[Meaning, str]] = {
    "no_such_host": ("gone", "no_such_host"),
    "no_connection": ("gone", "no_connection"),
    "bad_certificate": ("gone", "bad_certificate"),
    "unknown_issuer": ("unchecked", "unknown_issuer"),
    "timeout": ("trouble", "timeout"),
    "refused_address": ("unchecked", "refused_address"),
    "robots": ("unchecked", "robots"),
    "no_turn": ("postponed", "no_turn"),
    "too_large": ("answers", "answers"),
}
_SILENT = frozenset(("no_such_host", "no_connection", "bad_certificate", "timeout"))


@dataclass(frozen=True)
class Finding:
    """`reason` is a code of LINK_REASONS, `moved_to` where the site says the address has moved for good.

    `title` is what the page that was read calls itself; empty for a login, an error and what is no page.
    """

    meaning: Meaning
    reason: str
    status: int | None = None
    moved_to: str = ""
    title: str = ""

    @property
    def silent(self) -> bool:
        """Whether the host itself did not speak with us: then its other pages are no better, or our network is down."""
        return self.status is None and self.reason in _SILENT


def of_answer(url: str, response: Response) -> Finding:
    """What a whole answer of status 2xx to a GET means: by where it came from, then by its words."""
    finding = of_place(url, response)
    if finding.reason != "answers" or response.content_type not in HTML:
        return finding
    page = read_web_page(response.text)
    if says_log_in(page):
        return Finding("answers", "login_wall", response.status)
    if says_it_is_missing(page):
        return Finding("gone", "missing_page", response.status)
    return replace(finding, title=own_title(page))


def of_place(url: str, response: Response) -> Finding:
    """What can be told from the headers alone of an answer of status 2xx."""
    if is_login_address(response.url) and not is_login_address(url):
        return Finding("answers", "login_wall", response.status)
    if is_front_page(response.url) and not is_front_page(url):
        return Finding("gone", "front_page", response.status)
    return Finding("answers", "answers", response.status, _moved_to(url, response.permanent_url))


def _moved_to(url: str, permanent_url: str) -> str:
    """The new address with the fragment of the old one (RFC 9110, 10.2.2); empty when it is none, or the same."""
    try:
        target, fragment = urldefrag(permanent_url)
        moved_to = canonical_address(f"{target}#{fragment or urldefrag(url).fragment}")
        return "" if moved_to == canonical_address(url) else moved_to
    except ValueError:
        return ""


def of_error(error: HttpError) -> Finding:
    """What an answer of another status means, or that there was none."""
    if error.status is None:
        return Finding(*BY_FAULT.get(error.fault, ("trouble", "broken")))
    return Finding(*of_status(error.status), error.status)


def of_status(status: int) -> tuple[Meaning, str]:
    """Meaning and reason of a status other than 2xx."""
    if status in LOGIN_STATUSES:
        return "answers", "login_wall"
    if status in TURNED_AWAY:
        return "unchecked", "turned_away"
    if status in (404, 410):
        return "gone", "not_found" if status == 404 else "gone"
    if status == 429:
        return "trouble", "too_many_requests"
    return "trouble", "server_error" if status >= 500 else "broken"
