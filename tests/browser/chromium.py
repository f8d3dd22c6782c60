"""Finds and starts the Chromium of this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import sync_playwright

FLAGS = ("--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
"""No test reaches another machine, not even by a link."""
NAMES = ("chromium", "chromium-browser", "google-chrome")


def found() -> str | None:
    """The one named in CATALOGUE_CHROMIUM, else the first in the path."""
    return os.environ.get("CATALOGUE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def launched() -> Iterator[Any]:
    """Raises LookupError when there is none."""
    if (path := found()) is None:
        raise LookupError(f"there is none of {', '.join(NAMES)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()
