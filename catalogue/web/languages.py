"""Serves each language under its prefix: /search, /zh-hant/search and /en/search are one page in three languages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from babel import Locale
from flask import Flask, request
from flask_babel import Babel, refresh
from werkzeug.utils import redirect

from catalogue.languages import LANGUAGES, SIMPLIFIED, Language, in_language, is_page, language, speaking, split_prefix
from catalogue.site_address import absolute
from catalogue.web.translation import init_translation

MOVED = 308
ANY_OTHER = "x-default"
UNRESERVED_IN_QUERIES = "%!$&'()*+,;=:@/?-._~"


class Site(Flask):
    """Flask whose links stay in the reader's language, but for those to what is kept once for all languages."""

    def url_for(self, endpoint: str, **values: Any) -> str:
        address = super().url_for(endpoint, **values)
        _, path = split_prefix(address)
        return address if is_page(path.partition("?")[0]) else path

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """As it is: no view and no hook is a coroutine, which Flask looks for in each of them at every request."""
        return func


class LanguagePrefix:
    """WSGI middleware: moves the prefix of a language from the path to SCRIPT_NAME, so that url_for keeps it."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = environ.get("PATH_INFO", "")
        spoken, path = split_prefix(asked)
        if spoken is not SIMPLIFIED and not path:
            return _to_the_front_page(spoken, environ)(environ, start_response)
        if spoken is not SIMPLIFIED:
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + spoken.prefix
            environ["PATH_INFO"] = path if is_page(path) else asked  # what is no page is not found, in its language
        with speaking(spoken):
            return self.app(environ, start_response)


def _to_the_front_page(spoken: Language, environ: WSGIEnvironment) -> WSGIApplication:
    query = environ.get("QUERY_STRING", "")
    return redirect(f"{spoken.prefix}/" + (f"?{_safe(query)}" if query else ""), MOVED)


def _safe(query: str) -> str:
    """A query as it came, with whatever may not stand in an address escaped."""
    return quote(query.encode("latin-1"), safe=UNRESERVED_IN_QUERIES)


@dataclass(frozen=True)
class Choice:
    """One link of the language switch."""

    language: Language
    path: str
    current: bool


def choices() -> list[Choice]:
    """This page in every language, with the arguments it was asked with."""
    query = request.environ.get("QUERY_STRING", "")
    path = quote(request.path) + (f"?{_safe(query)}" if query else "")
    return [Choice(one, one.prefix + path, one is language()) for one in LANGUAGES]


def alternates(path: str) -> list[tuple[str, str]]:
    """The absolute addresses of a page in every language by hreflang, and that for readers of any other."""
    _, plain = split_prefix(path)
    addresses = [(one.tag, absolute(in_language(plain, one))) for one in LANGUAGES]
    return [*addresses, (ANY_OTHER, absolute(plain))]


def init_languages(app: Flask) -> None:
    """Wire the prefixes, and the catalogues of catalogue/translations for gettext in code and templates."""
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    locales = {one: Locale.parse(one.locale) for one in LANGUAGES}
    Babel(app, default_locale=SIMPLIFIED.locale, locale_selector=lambda: locales[language()])
    app.before_request(_forget_the_last_language)
    init_translation(app)
    app.jinja_env.globals.update(language=language, language_choices=choices, alternates=alternates)


def _forget_the_last_language() -> None:
    """Flask-Babel keeps the locale with the application context, which requests within another one share."""
    refresh()
