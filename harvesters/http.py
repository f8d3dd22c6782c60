"""The one door to the network: checked addresses, bounded answers, and the manners of a robot that is welcome again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import requests

from harvesters.answers import PERMANENT_REDIRECTS, read_body, read_headers, redirect_target
from harvesters.answers import Response as Response
from harvesters.clock import Clock, SystemClock
from harvesters.connections import resolve
from harvesters.destinations import Resolve
from harvesters.errors import DestinationError, HttpError, PassingError
from harvesters.exchange import Exchange, Request
from harvesters.formats.json_text import parse_json
from harvesters.http_settings import HttpSettings as HttpSettings
from harvesters.kept_answers import Kept, KeptAnswers
from harvesters.pace import Pace
from harvesters.retrying import PASSING_STATUSES, UNSERVED_STATUSES, asked_wait, backoff
from harvesters.robots import MOST_BYTES, Robots
from harvesters.targets import Target, read_target


@dataclass(frozen=True)
class Redirect:
    """An answer that sends us elsewhere."""

    status: int
    location: str


class Http:
    """Fetches addresses for the adapters. Raises HttpError for whatever is not a complete answer of status 2xx.

    Threads may share one. What stands in robots.txt and the pace of a host hold for every request.
    """

    def __init__(
        self, settings: HttpSettings | None = None, *, resolve: Resolve = resolve, clock: Clock | None = None
    ) -> None:
        self.settings = settings = settings or HttpSettings()
        self._clock = clock or SystemClock()
        self._exchange = Exchange(settings, resolve)
        self._pace = Pace(settings.pace_folder, at_once=settings.at_once, clock=self._clock)
        self._robots = Robots(self._robots_file, product=settings.product, clock=self._clock)
        folder = settings.kept_folder if settings.verify_tls else None  # nothing doubtful is kept
        self._kept = KeptAnswers(folder, settings.kept_bytes) if folder else None

    def get(self, url: str, *, max_bytes: int | None = None) -> Response:
        """Fetch an address, following redirects so that each hop is checked; at most so many bytes of body."""
        return self._fetch(url, Request("GET", self.settings.max_bytes if max_bytes is None else max_bytes))

    def head(self, url: str) -> Response:
        """What a server says about an address without sending it; the content is empty."""
        return self._fetch(url, Request("HEAD", 0))

    def post_form(self, url: str, fields: Mapping[str, str]) -> Response:
        """Send a form. It is never sent on to another host, and again only when the server cannot have acted on it."""
        return self._fetch(url, Request("POST", self.settings.max_bytes, fields))

    def get_text(self, url: str) -> str:
        """The body as text."""
        return self.get(url).text

    def get_json(self, url: str) -> Any:
        """The body as JSON values."""
        response = self.get(url)
        try:
            return parse_json(response.text)
        except ValueError as error:
            raise HttpError(f"返回的不是 JSON：{response.url}") from error

    def _robots_file(self, url: str) -> bytes:
        return self._fetch(url, Request("GET", MOST_BYTES, robots_file=True)).content

    def _fetch(self, url: str, request: Request) -> Response:
        """Go from redirect to redirect until there is an answer."""
        give_up = self._clock.elapsed() + self.settings.patience
        target = self._target(url)
        session = self._exchange.session()
        permanent_url, permanently = url, True
        for _ in range(self.settings.max_redirects + 1):
            outcome = self._persist(session, target, request, give_up)
            if isinstance(outcome, Response):
                return replace(outcome, permanent_url=permanent_url)
            before, target = target, self._target(outcome.location)
            request = following(request, outcome.status, before, target)
            permanently = permanently and outcome.status in PERMANENT_REDIRECTS
            permanent_url = target.url if permanently else permanent_url
        message = f"转向次数超过 {self.settings.max_redirects} 次：{target.url}"
        raise HttpError(message, status=outcome.status, fault="redirects")

    def _target(self, url: str) -> Target:
        return read_target(url, any_port=self.settings.allow_private_networks)

    def _persist(
        self, session: requests.Session, target: Target, request: Request, give_up: float
    ) -> Response | Redirect:
        """Ask when the host's turn comes, and again after failures that may pass."""
        delay = self._delay(target, request)
        attempt = 0
        while True:
            attempt += 1
            left = give_up - self._clock.elapsed()
            if left < 0:
                raise HttpError(f"超过 {self.settings.patience:g} 秒仍没有取完：{target.url}", fault="timeout")
            with self._pace.turn(target.server, delay=delay, patience=left):
                try:
                    return self._ask(session, target, request)
                except PassingError as error:
                    again = attempt < self.settings.attempts and is_worth_repeating(request, error)
                    wait = backoff(attempt) if error.wait is None else error.wait
                    if again or error.wait is not None:
                        self._pace.rest(target.server, wait)
                    if not again or wait > give_up - self._clock.elapsed():
                        raise

    def _delay(self, target: Target, request: Request) -> float:
        """The seconds between two starts at the target's host. Raises RobotsError."""
        usual = 0.0 if target.is_inner else self.settings.delay
        if request.robots_file or not self.settings.obey_robots:
            return usual
        return max(usual, self._robots.delay(target))

    def _ask(self, session: requests.Session, target: Target, request: Request) -> Response | Redirect:
        """One request and its whole answer."""
        kept = self._find_kept(target, request)
        with self._exchange.send(session, target, request, kept.conditions if kept else {}) as answer:
            if location := redirect_target(answer):
                return Redirect(answer.status_code, location)
            if kept and answer.status_code == 304:
                return self._revived(target, kept)
            self._refuse_failure(answer)
            body = read_body(answer, most=request.most, cut=request.robots_file)
            response = Response(answer.url, answer.status_code, read_headers(answer), body)
        self._keep(target, request, response)
        return response

    def _refuse_failure(self, answer: requests.Response) -> None:
        status = answer.status_code
        if 200 <= status < 300:
            return
        if status not in PASSING_STATUSES:
            raise HttpError(f"服务器回答 {status}：{answer.url}", status=status)
        wait = asked_wait(answer.headers.get("retry-after", ""), self._clock.now())
        asked = f"，要求过 {wait:.0f} 秒再访问" if wait else ""
        raise PassingError(f"服务器回答 {status}{asked}：{answer.url}", status=status, wait=wait)

    def _find_kept(self, target: Target, request: Request) -> Kept | None:
        if self._kept is None or request.method != "GET" or request.robots_file:
            return None
        kept = self._kept.find(target.url)
        return kept if kept and len(kept.content) <= request.most else None

    def _revived(self, target: Target, kept: Kept) -> Response:
        if self._kept:
            self._kept.mark_used(target.url)
        return Response(target.url, 200, kept.headers, kept.content, not_modified=True)

    def _keep(self, target: Target, request: Request, response: Response) -> None:
        if self._kept and request.method == "GET" and not request.robots_file:
            self._kept.keep(target.url, response)


def following(request: Request, status: int, before: Target, target: Target) -> Request:
    """What to ask of the address a redirect leads to. Raises DestinationError for a form that would go elsewhere."""
    if request.method != "POST":
        return request
    weaker = before.scheme == "https" and target.scheme == "http"
    if target.server != before.server or weaker:
        raise DestinationError(f"提交的表单被转向别处，没有跟过去：{target.url}")
    return request if status in (307, 308) else replace(request, method="GET", fields=None)


def is_worth_repeating(request: Request, error: PassingError) -> bool:
    """Whether asking again can do no harm: a form that was sent may have been acted on."""
    return request.method != "POST" or not error.sent or error.status in UNSERVED_STATUSES
