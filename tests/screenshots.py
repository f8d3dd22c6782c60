"""Takes every page at phone and desktop width, light, dark and in 长者模式: `python -m tests.screenshots FOLDER`.

Pages of signed-in people are taken with a full desk, as the person who works there.
"""

import re
import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.browser.auditing import MODES, looking
from tests.browser.chromium import launched
from tests.browser.serving import serving
from tests.browser.work_acts import ACTS, perform
from tests.browser.work_pages import office

WIDTHS = (390, 1280)
WORK_WIDTHS = (320, 1280)
LOAD_PICTURES = """() => Promise.all([...document.images].map(image => {
  image.loading = 'eager';
  return image.complete || new Promise(done => { image.onload = image.onerror = done; });
}))"""
"""Those far down the page, which browsers leave until somebody scrolls there."""


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, launched() as browser:
        taken = _public(browser, Path(folder) / "public", out) + _work(browser, Path(folder) / "work", out)
    print(f"{taken} pictures in {out}")


def _public(browser: Any, instance: Path, out: Path) -> int:
    taken = 0
    with serving(instance) as site:
        for width, mode in product(WIDTHS, MODES):
            with looking(browser, site.address, width=width, mode=mode) as page:
                for path in site.pages:
                    page.goto(site.address + path, wait_until="networkidle")
                    page.evaluate(LOAD_PICTURES)
                    page.screenshot(path=out / f"{_name(path)}-{width}-{mode}.png", full_page=True)
                    taken += 1
    return taken


def _work(browser: Any, instance: Path, out: Path) -> int:
    taken = 0
    with office(instance) as staffed:
        for width, mode in product(WORK_WIDTHS, MODES):
            with looking(browser, staffed.address, width=width, mode=mode) as page:
                for role, path in staffed.pages:
                    staffed.come(page.context, role)
                    page.goto(staffed.address + path)
                    name = _name(staffed.name(role, path))
                    page.screenshot(path=out / f"{name}-{width}-{mode}.png", full_page=True)
                    taken += 1
                for act in ACTS:
                    perform(page, staffed, act)
                    page.screenshot(path=out / f"refused-{act.name}-{width}-{mode}.png", full_page=True)
                    taken += 1
    return taken


def _name(path: str) -> str:
    """The path as a file name: home, search-q-手机, collections-silver."""
    return re.sub(r"\W+", "-", path).strip("-") or "home"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("screenshots"))
