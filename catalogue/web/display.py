"""How a reader wants the pages shown: 长者模式, text size, contrast, theme, keyboard shortcuts; kept in a cookie."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, Flask, Response, make_response, redirect, render_template, request
from werkzeug.urls import iri_to_uri

from catalogue.languages import in_language

pages = Blueprint("display", __name__)

COOKIE = "display"
YEAR = 365 * 24 * 3600
LONGEST_PATH = 2000
LONGEST_COOKIE = 200
COOKIES_KEPT = 256
CHOICES = {
    "mode": ("normal", "elder"),
    "text": ("100", "125", "150", "200"),
    "contrast": ("normal", "high"),
    "theme": ("auto", "light", "dark"),
    "keys": ("on", "off"),
}
"""What may be chosen; the first of each is what a reader gets who chose nothing."""


@dataclass(frozen=True)
class Display:
    """One reader's choices; always values of CHOICES."""

    mode: str = "normal"
    text: str = "100"
    contrast: str = "normal"
    theme: str = "auto"
    keys: str = "on"

    @property
    def elder(self) -> bool:
        return self.mode == "elder"

    @property
    def chosen(self) -> dict[str, str]:
        """What differs from the defaults, for the cookie and the attributes of the page."""
        return {name: value for name, value in asdict(self).items() if value != CHOICES[name][0]}

    @property
    def palettes(self) -> list[tuple[str, str]]:
        """The sheets of colours laid over the light ones, each with the media it is for (see static/css)."""
        dark = {"auto": "(prefers-color-scheme: dark)", "dark": "all", "light": ""}[self.theme]
        strong = "all" if self.elder or self.contrast == "high" else "(prefers-contrast: more)"
        both = " and ".join(medium for medium in (dark, strong) if medium != "all") or "all"
        sheets = (("dark", dark), ("strong", strong), ("strong-dark", both if dark else ""))
        return [(name, media) for name, media in sheets if media]

    @property
    def color_schemes(self) -> str:
        """For the meta element `color-scheme`, so that the first paint has the right ground."""
        return "light dark" if self.theme == "auto" else self.theme


DEFAULT = Display()
_current: ContextVar[Display] = ContextVar("display", default=DEFAULT)


def changed(display: Display, wishes: Mapping[str, str]) -> Display:
    """The choices with those of `wishes` that can be; anything else in it is passed over."""
    possible = {name: wishes[name] for name, values in CHOICES.items() if wishes.get(name) in values}
    return replace(display, **possible)


def current_display() -> Display:
    """What the reader of this request chose."""
    return _current.get()


def _read_choices() -> None:
    _current.set(read_cookie(request.cookies.get(COOKIE, "")))


def _forget_choices(_error: BaseException | None) -> None:
    _current.set(DEFAULT)


@lru_cache(maxsize=COOKIES_KEPT)
def read_cookie(cookie: str) -> Display:
    """A broken cookie counts as none."""
    return changed(DEFAULT, dict(parse_qsl(cookie[:LONGEST_COOKIE])))


def here() -> str:
    """The path of this page with its arguments, to come back to; home when it cannot be asked for again."""
    if request.method not in ("GET", "HEAD"):
        return f"{request.script_root}/"
    return own_path(iri_to_uri(request.script_root + request.full_path.rstrip("?")))


def own_path(path: str) -> str:
    """The path, where it surely stays on this site as browsers read it; else home."""
    own = path.startswith("/") and not path.startswith("//") and len(path) <= LONGEST_PATH
    plain = path.isprintable() and not set(path) & {"\\", " "}
    return path if own and plain else in_language("/")


def init_display(app: Flask) -> None:
    app.jinja_env.globals.update(display=current_display, here=here)
    app.before_request(_read_choices)
    app.teardown_request(_forget_choices)
    app.after_request(_vary_by_cookie)


def _vary_by_cookie(response: Response) -> Response:
    """Pages differ by what was chosen, so whoever keeps them must keep them apart."""
    if response.mimetype == "text/html":
        response.vary.add("Cookie")
    return response


@pages.get("/display")
def panel() -> str | Response:
    """The panel of choices; asked with a choice, it is remembered and the reader goes back to `next`."""
    if any(name in request.args for name in CHOICES):
        return _remember(changed(current_display(), request.args))
    return render_template("display/panel.html", choices=CHOICES, back=own_path(request.args.get("next", "")))


def _remember(display: Display) -> Response:
    response = make_response(redirect(own_path(request.args.get("next", "")), 303))
    response.headers.update({"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})
    if display == DEFAULT:
        response.delete_cookie(COOKIE, httponly=True, samesite="Lax")
    else:
        chosen, secure = urlencode(display.chosen), request.is_secure
        response.set_cookie(COOKIE, chosen, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    return response
