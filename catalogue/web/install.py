"""Installing the site on a phone: its manifest, its service worker and the page shown without a network.

The worker is as simple as can be: it keeps static files by their hashed addresses and two pages, and its own text
changes with any of them, which is how browsers notice a new release. `CATALOGUE_SERVICE_WORKER=0` serves one that
deletes what was kept and unregisters itself, and stops pages from registering another.
"""

import hashlib
import json
from pathlib import Path

from flask import Blueprint, Response, current_app, jsonify, render_template, url_for

from catalogue.web.assets import JOINED, SHEETS, asset

pages = Blueprint("install", __name__)

HOUR = 3600
KEPT = ("css/**/*.css", "js/*.js", "icons/favicon.svg")
NEVER = r"^/api/|/visit$|/report$"
"""Paths the worker leaves alone even when they are opened as a page."""
VERSION_LENGTH = 12
SAID_OTHERWISE = {
    "zh-Hant": "現在沒有網路。請檢查手機訊號或者無線網路，連上以後再試。",
    "en": "You are offline. Check your connection and try again.",
}
"""The page without a network is kept once, in Simplified Chinese: what it says, for readers of the other languages."""
ICONS = (
    ("icons/favicon.svg", "any", "any"),
    ("icons/icon-192.png", "192x192", "any"),
    ("icons/icon-512.png", "512x512", "any"),
    ("icons/maskable-192.png", "192x192", "maskable"),
    ("icons/maskable-512.png", "512x512", "maskable"),
)


@pages.get("/manifest.webmanifest")
def manifest() -> Response:
    """The web application manifest (W3C); `id` stays while the start page may move."""
    icons = [
        {"src": asset(name), "sizes": sizes, "type": _image_type(name), "purpose": purpose}
        for name, sizes, purpose in ICONS
    ]
    response = jsonify(
        {
            "id": "/",
            "name": f"{current_app.config['SITE_NAME']} · {current_app.config['SITE_SUBTITLE']}",
            "short_name": current_app.config["SITE_NAME"],
            "lang": "zh-Hans",
            "start_url": url_for("home.index"),
            "scope": "/",
            "display": "standalone",
            "background_color": "#fbfcfd",
            "theme_color": "#fbfcfd",
            "icons": icons,
            "shortcuts": [
                {"name": "找资源", "url": url_for("search.index")},
                {"name": "讲座", "url": url_for("lectures.index")},
                {"name": "我的学习", "url": url_for("mine.index")},
            ],
        }
    )
    response.mimetype = "application/manifest+json"
    response.headers["Cache-Control"] = f"public, max-age={HOUR}"
    return response


def _image_type(name: str) -> str:
    return "image/svg+xml" if name.endswith(".svg") else "image/png"


@pages.get("/offline")
def offline() -> str:
    return render_template("install/offline.html", said_otherwise=SAID_OTHERWISE)


@pages.get("/sw.js")
def worker() -> Response:
    """Asked for again at each visit (no-cache), so that a new release or the farewell arrives at once."""
    text = _worker() if current_app.config["SERVICE_WORKER"] else _script("farewell")
    response = Response(text, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response


def _worker() -> str:
    files = [asset(name) for name in _kept_files()]
    kept_pages = [url_for("install.offline"), url_for("mine.index")]
    shown = offline() + render_template("mine/index.html")
    constants = (
        f"const FILES = {json.dumps(files)};\nconst PAGES = {json.dumps(kept_pages)};\n"
        f"const OFFLINE = PAGES[0];\nconst NEVER = new RegExp({json.dumps(NEVER)});\n"
    )
    body = constants + _script("worker")
    version = hashlib.sha256((body + shown).encode()).hexdigest()[:VERSION_LENGTH]
    return f'const VERSION = "{version}";\n{body}'


def _kept_files() -> list[str]:
    static = Path(str(current_app.static_folder))
    files = {str(path.relative_to(static)) for pattern in KEPT for path in static.glob(pattern)}
    return sorted((files | {JOINED}) - {f"css/{sheet}.css" for sheet in SHEETS})


def _script(name: str) -> str:
    return (Path(str(current_app.static_folder)) / "worker" / f"{name}.js").read_text(encoding="utf-8")
