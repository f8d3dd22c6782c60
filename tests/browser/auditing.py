"""Looks at a page as readers of every sort get it: at a width, light, dark or in 长者模式, and asks axe about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WIDTHS = (320, 768, 1440)
MODES = ("light", "dark", "elder")
HEIGHT = 900


@contextmanager
def looking(browser: Any, address: str, *, width: int, mode: str) -> Iterator[Any]:
    """A browser page of that width whose reader chose that mode; nothing moves while it is looked at."""
    scheme = "dark" if mode == "dark" else "light"
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        color_scheme=scheme,
        reduced_motion="reduce",
        service_workers="block",
    )
    if mode == "elder":
        context.add_cookies([{"name": "display", "value": "mode=elder", "url": address}])
    yield context.new_page()
    context.close()


def violations(page: Any) -> list[str]:
    """What axe finds wrong with the page as it stands, a line a rule with the places."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": list(RULES)}})
    return [
        f"{one['id']}: {one['help']}: {' '.join(str(node['target']) for node in one['nodes'][:5])}"
        for one in found.response["violations"]
    ]
